/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/mail.c - see mail.h; libcurl speaks SMTP. */
#include "kit/mail.h"

#include "base/crypto.h"
#include "base/out.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/setting.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

enum {
	CONNECT_SECONDS = 10,
	LETTER_SECONDS = 60,
	LONGEST_LETTER = 4 << 20,
	LONGEST_ADDRESS = 254,
	LINE_BYTES = 57,                /* of text, 76 letters in base64 */
	WORD_BYTES = 42,                /* of a heading's text in one encoded word */
};

bool mail_is_ready(void)
{
	return setting_text("smtp_url").len && mail_address_is(setting_text("mail_from"));
}

/* Only what needs no quotation: enough for every address a city gives, and nothing that could
 * end a line or a command. */
bool mail_address_is(struct str address)
{
	ptrdiff_t at = str_find_char(address, '@');

	if (at < 1 || address.len > LONGEST_ADDRESS || (size_t)at + 1 >= address.len)
		return false;
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= ' ' || c >= 127 || strchr("<>()[],;:\\\"", c)
		    || (c == '@' && i != (size_t)at))
			return false;
	}
	return true;
}

/* ---- The letter ---------------------------------------------------------------------- */

static void base64(struct out *out, struct str bytes)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		unsigned a = (unsigned char)bytes.at[i];
		unsigned b = left > 1 ? (unsigned char)bytes.at[i + 1] : 0;
		unsigned c = left > 2 ? (unsigned char)bytes.at[i + 2] : 0;

		out_char(out, letters[a >> 2]);
		out_char(out, letters[(a & 3) << 4 | b >> 4]);
		out_char(out, left > 1 ? letters[(b & 15) << 2 | c >> 6] : '=');
		out_char(out, left > 2 ? letters[c & 63] : '=');
	}
}

/* RFC 2047: words of whole letters, each on a line of its own. */
static void subject_write(struct out *out, struct str subject)
{
	bool is_first = true;

	while (subject.len) {
		size_t len = subject.len < WORD_BYTES ? subject.len : WORD_BYTES;

		while (len > 1 && len < subject.len && ((unsigned char)subject.at[len] & 0xC0) == 0x80)
			len--;
		out_z(out, is_first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		base64(out, str_part(subject, 0, len));
		out_z(out, "?=");
		subject = str_part(subject, len, subject.len);
		is_first = false;
	}
}

static void date_write(struct out *out, struct instant at)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	struct clock_time c = instant_local(at);
	int minutes = (c.offset_seconds < 0 ? -c.offset_seconds : c.offset_seconds) / MINUTE;

	out_print(out, "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d", days[c.weekday - 1],
		c.date.day, months[c.date.month - 1], c.date.year, c.hour, c.minute, c.second,
		c.offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Lines of a letter end in CR LF. */
static struct str with_crlf(struct arena *arena, struct str text)
{
	struct out out;

	out_init(&out, arena, LONGEST_LETTER);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\r')
			continue;
		if (text.at[i] == '\n')
			out_char(&out, '\r');
		out_char(&out, text.at[i]);
	}
	return out_str(&out);
}

static struct str domain_of(struct str address)
{
	return str_part(address, (size_t)str_find_char(address, '@') + 1, address.len);
}

struct str mail_write(struct arena *arena, const struct mail *mail, struct str from,
                      struct instant at)
{
	struct str text = with_crlf(arena, mail->text);
	struct out out;

	out_init(&out, arena, 2 * LONGEST_LETTER);
	out_z(&out, "Date: ");
	date_write(&out, at);
	out_print(&out, "\r\nFrom: %.*s\r\nTo: %.*s\r\n", STR(from), STR(mail->to));
	out_print(&out, "Message-ID: <%.*s@%.*s>\r\nSubject: ", STR(mail->identity),
		STR(domain_of(from)));
	subject_write(&out, mail->subject);
	out_z(&out, "\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n");
	for (size_t i = 0; i < text.len; i += LINE_BYTES) {
		base64(&out, str_part(text, i, LINE_BYTES));
		out_z(&out, "\r\n");
	}
	return out_str(&out);
}

/* ---- Sending ------------------------------------------------------------------------- */

enum mail_answer mail_answer_of(long code)
{
	if (code >= 200 && code < 400)
		return MAIL_SENT;
	return code >= 500 ? MAIL_REFUSED : MAIL_LATER;
}

static size_t letter_give(char *to, size_t size, size_t count, void *context)
{
	struct str *left = context;
	size_t len = size * count < left->len ? size * count : left->len;

	memcpy(to, left->at, len);
	*left = str_part(*left, len, left->len);
	return len;
}

static void curl_ready(void)
{
	static bool is_ready;

	if (!is_ready && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		abandon("Could not make libcurl ready.", "curl_global_init failed");
	is_ready = true;
}

/* A local server without TLS has to be allowed by name: letters name who is late. */
static void encryption_choose(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		setting_yes("smtp_tls") ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
}

static enum mail_answer curl_answer(CURL *curl, CURLcode result, const char *said,
                                    struct arena *arena, struct str *problem)
{
	long code = 0;

	if (result == CURLE_OK)
		return MAIL_SENT;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	*problem = arena_copy(arena, str_of(*said ? said : curl_easy_strerror(result)));
	if (code < 400)                 /* the trouble is not in what the server answered */
		return MAIL_LATER;
	return mail_answer_of(code);
}

enum mail_answer mail_send(struct arena *arena, const struct mail *mail, struct str *problem)
{
	struct str from = setting_text("mail_from"), letter;
	char said[CURL_ERROR_SIZE] = "";
	struct curl_slist *to = NULL;
	enum mail_answer answer;
	CURL *curl;

	*problem = S("");
	if (!mail_is_ready() || !mail_address_is(mail->to)) {
		*problem = str_of(mail_is_ready() ? _("The address cannot be written to.")
			: _("No mail server is set up."));
		return MAIL_REFUSED;
	}
	curl_ready();
	letter = mail_write(arena, mail, from, instant_now());
	curl = curl_easy_init();
	to = curl_slist_append(NULL, str_z(arena, mail->to));
	must(curl != NULL);
	must(to != NULL);
	curl_easy_setopt(curl, CURLOPT_URL, str_z(arena, setting_text("smtp_url")));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	encryption_choose(curl);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LETTER_SECONDS);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_z(arena, from));
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, letter_give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &letter);
	answer = curl_answer(curl, curl_easy_perform(curl), said, arena, problem);
	curl_slist_free_all(to);
	curl_easy_cleanup(curl);
	return answer;
}

/* ---- Again ------------------------------------------------------------------------------ */

/* The server may be starting anew: a letter is worth three tries within a minute. */
int mail_wait(int64_t tries)
{
	static const int seconds[] = { 0, 2, 15 };

	return tries > 0 && tries < (int64_t)COUNT(seconds) ? seconds[tries] : 0;
}

enum mail_answer mail_send_patiently(struct job *job, const struct mail *mail, int64_t *tries,
                                     struct str *problem)
{
	enum mail_answer answer = MAIL_LATER;

	while (answer == MAIL_LATER && !job_is_cancelled(job)) {
		answer = mail_send(job_arena(job), mail, problem);
		++*tries;
		if (answer != MAIL_LATER || !mail_wait(*tries))
			break;
		sleep((unsigned)mail_wait(*tries));
	}
	return answer;
}
