/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/adapters.c - how a message leaves: one row for each kind of channel.
 *
 * What a city's gateway wants is data: an address, headers and content with words in braces.
 * An answer is never followed to another host, read at most so far, waited for at most so
 * long, and taken for well only when it says so.
 */
#include "modules/alarms/inside.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/key.h"
#include "kit/mail.h"
#include "kit/setting.h"
#include "modules/crisis/crisis.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	TEMPLATE_MOST = 64 << 10, ANSWER_MOST = 16 << 10, SHOWN_LETTERS = 120, TEXT_MOST = 2000,
	CONNECT_SECONDS = 5, STATUS_OK = 200, STATUS_MOVED = 300, STATUS_WRONG = 400,
	STATUS_BUSY = 429, STATUS_TIMEOUT = 408, STATUS_BROKEN = 500,
};

/* ---- Templates ---------------------------------------------------------------------------- */

static void escaped(struct out *out, struct str word, enum escaping escaping)
{
	if (escaping == ESCAPE_link) {
		out_link_part_str(out, word);
		return;
	}
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];

		if (escaping == ESCAPE_json && c < ' ')
			out_print(out, "\\u%04x", c);
		else if (escaping == ESCAPE_json && (c == '"' || c == '\\'))
			out_print(out, "\\%c", c);
		else
			out_char(out, escaping == ESCAPE_line && c < ' ' ? ' ' : (char)c);
	}
}

struct str template_filled(struct arena *arena, struct str form, const struct message *message,
                           struct str secret, enum escaping escaping)
{
	const struct { const char *name; struct str value; } words[] = {
		{ "{to}", message->to }, { "{text}", message->text }, { "{link}", message->link },
		{ "{code}", message->code }, { "{id}", message->identity }, { "{secret}", secret },
		{ "{title}", message->subject },
	};
	struct out out;

	out_init(&out, arena, TEMPLATE_MOST);
	for (size_t i = 0; i < form.len;) {
		size_t w = 0;

		while (w < COUNT(words) && !str_starts(str_part(form, i, form.len), str_of(words[w].name)))
			w++;
		if (w == COUNT(words)) {
			out_char(&out, form.at[i++]);
			continue;
		}
		escaped(&out, words[w].value, escaping);
		i += strlen(words[w].name);
	}
	return out_str(&out);
}

enum escaping escaping_of(struct str content_type)
{
	if (str_find(content_type, S("json")) >= 0)
		return ESCAPE_json;
	return str_find(content_type, S("urlencoded")) >= 0 ? ESCAPE_link : ESCAPE_none;
}

/* ---- HTTP ------------------------------------------------------------------------------------ */

/* Errors of the gateway and answers that say nothing may go better later; that it does not want
 * the message will not. */
enum handed handed_of(long status, struct str answer, struct str accepted)
{
	if (status >= STATUS_OK && status < STATUS_MOVED)
		return !accepted.len || str_find(answer, accepted) >= 0 ? HANDED_over : HANDED_later;
	if (status == STATUS_BUSY || status == STATUS_TIMEOUT || status >= STATUS_BROKEN
	    || status < STATUS_OK)
		return HANDED_later;
	return HANDED_refused;
}

/* What is beyond the ceiling is not read; the answer may be judged all the same. */
static size_t answer_take(char *at, size_t size, size_t count, void *context)
{
	out_bytes(context, at, size * count);
	return size * count;
}

static struct curl_slist *headers_of(struct arena *arena, const struct gateway *gateway,
                                     struct str secret, const struct message *message)
{
	struct str left = gateway->headers;
	struct curl_slist *list = NULL;

	while (left.len) {
		struct str line = str_trim(str_cut(&left, '\n'));

		if (line.len)
			list = curl_slist_append(list, str_z(arena,
				template_filled(arena, line, message, secret, ESCAPE_line)));
	}
	if (gateway->content_type.len)
		list = curl_slist_append(list, str_z(arena, arena_print(arena, "Content-Type: %.*s",
			STR(gateway->content_type))));
	return curl_slist_append(list, "Expect:");
}

static int64_t answer_seconds(void)
{
	int64_t seconds = setting_int("alarm_silent_seconds");

	return seconds > 0 && seconds < SILENT_SECONDS ? seconds : SILENT_SECONDS / 2;
}

static void method_choose(CURL *curl, struct arena *arena, const struct gateway *gateway,
                          struct str secret, const struct message *message)
{
	const char *method = gateway_methods[gateway->method].name;
	struct str body;

	if (!strcmp(method, "get"))
		return;
	body = template_filled(arena, gateway->body, message, secret,
		escaping_of(gateway->content_type));
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.len);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, str_z(arena, body));
	if (!strcmp(method, "put"))
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
}

/* In one line, short.  A gateway may answer with what it was sent, also with the secret or the
 * number, which whoever reads of the alarm must not see. */
struct str answer_shown(struct arena *arena, struct str answer, struct str secret, struct str to)
{
	struct str digits = str_starts(to, S("+")) ? str_part(to, 1, to.len) : to;

	struct str shown = str_letters_part(str_trim(answer), SHOWN_LETTERS);
	struct out out;

	if (!str_is_utf8(answer) || (secret.len && str_find(answer, secret) >= 0)
	    || (digits.len && str_find(answer, digits) >= 0))
		return str_of(_("something that is not shown here"));
	out_init(&out, arena, TEMPLATE_MOST);
	escaped(&out, shown, ESCAPE_line);
	return arena_print(arena, "\"%.*s\"", STR(out_str(&out)));
}

struct secrets { struct str secret, to; };

static enum handed answer_judge(struct arena *arena, CURL *curl, const struct gateway *gateway,
                                const struct secrets *hidden, struct str answer,
                                struct str *problem)
{
	enum handed handed;
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	handed = handed_of(status, answer, gateway->accepted);
	if (handed == HANDED_over)
		return handed;
	if (status >= STATUS_MOVED && status < STATUS_WRONG)
		*problem = str_of(_("The gateway pointed to another address. That is not followed."));
	else if (status >= STATUS_OK && status < STATUS_MOVED)
		*problem = arena_print(arena, _("The gateway's answer does not say that it took the message: %.*s"),
			STR(answer_shown(arena, answer, hidden->secret, hidden->to)));
	else
		*problem = arena_print(arena, _("The gateway answered %ld: %.*s"), status,
			STR(answer_shown(arena, answer, hidden->secret, hidden->to)));
	return handed;
}

static enum handed http_hand(struct arena *arena, const struct gateway *gateway,
                             struct str secret, const struct message *message,
                             struct str *problem)
{
	struct curl_slist *headers = headers_of(arena, gateway, secret, message);
	struct str address = template_filled(arena, gateway->address, message, secret, ESCAPE_link);
	enum handed handed;
	CURLcode result;
	struct out answer;
	CURL *curl;

	out_init(&answer, arena, ANSWER_MOST);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	must(curl != NULL);
	curl_easy_setopt(curl, CURLOPT_URL, str_z(arena, address));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)answer_seconds());
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, answer_take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
	method_choose(curl, arena, gateway, secret, message);
	result = curl_easy_perform(curl);
	if (result == CURLE_OK)
		handed = answer_judge(arena, curl, gateway,
			&(struct secrets){ secret, message->to }, out_str(&answer), problem);
	else {
		handed = HANDED_later;
		*problem = result == CURLE_OPERATION_TIMEDOUT
			? arena_print(arena, _("The gateway did not answer within %lld seconds."),
				(long long)answer_seconds())
			: arena_print(arena, _("The gateway could not be reached: %s"),
				curl_easy_strerror(result));
	}
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return handed;
}

static bool http_is_ready(const struct gateway *gateway)
{
	return gateway && gateway->is_on && gateway->address.len;
}

/* ---- A modem of one's own: the spool that gammu-smsd reads --------------------------------- */

/* OUT<priority>_<number>_<serial>.txt, put there whole: the daemon never sees half a message. */
static enum handed spool_hand(struct arena *arena, const struct gateway *gateway,
                              struct str secret, const struct message *message,
                              struct str *problem)
{
	struct str number = phone_plain(arena, message->to, setting_text("alarm_country"));
	const char *part = str_z(arena, arena_print(arena, "%.*s/.%.*s.part",
		STR(gateway->address), STR(message->identity)));
	const char *whole = str_z(arena, arena_print(arena, "%.*s/OUTA_+%.*s_%.*s.txt",
		STR(gateway->address), STR(number), STR(message->identity)));
	int file;

	(void)secret;
	if (!number.len) {
		*problem = str_of(_("The number has no digits."));
		return HANDED_refused;
	}
	file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (file >= 0 && write(file, message->text.at, message->text.len)
	                 == (ssize_t)message->text.len && !fsync(file) && !close(file)
	    && !rename(part, whole))
		return HANDED_over;
	*problem = arena_print(arena, _("The spool could not be written: %s"), strerror(errno));
	return HANDED_later;
}

static bool spool_is_ready(const struct gateway *gateway)
{
	return gateway && gateway->is_on && str_starts(gateway->address, S("/"));
}

/* ---- E-mail -------------------------------------------------------------------------------------- */

static bool mail_adapter_is_ready(const struct gateway *gateway)
{
	(void)gateway;
	return mail_is_ready();
}

static enum handed mail_hand(struct arena *arena, const struct gateway *gateway,
                             struct str secret, const struct message *message,
                             struct str *problem)
{
	struct mail mail = { .to = message->to, .subject = message->subject,
		.text = message->text, .identity = message->identity };

	(void)gateway;
	(void)secret;
	switch (mail_send(arena, &mail, problem)) {
	case MAIL_SENT:
		return HANDED_over;
	case MAIL_LATER:
		return HANDED_later;
	default:
		return HANDED_refused;
	}
}

static const struct adapter adapters[] = {
	{ "http", N_("An HTTP gateway"), http_is_ready, http_hand },
	{ "gammu", N_("The spool of a modem"), spool_is_ready, spool_hand },
	{ "mail", N_("The mail server of the city"), mail_adapter_is_ready, mail_hand },
};

const struct adapter *adapter_of(struct str channel)
{
	const struct item *item = item_find("alarms/channels", channel);

	for (size_t i = 0; item && i < COUNT(adapters); i++)
		if (str_is(item_text(item, "adapter"), adapters[i].name))
			return &adapters[i];
	return NULL;
}

bool channel_is_ready(struct str channel, const struct gateway *gateway)
{
	const struct adapter *adapter = adapter_of(channel);

	return adapter && adapter->is_ready(gateway);
}

/* ---- What is said ----------------------------------------------------------------------------------- */

/* Follows from the key of the service and the target: it stands nowhere but in the message. */
struct str alarm_token(struct arena *arena, struct str target_identity)
{
	return str_part(digest_keyed(arena, service_key(arena, "alarm links"), target_identity), 0, 24);
}

struct str alarm_prefix(struct arena *arena, struct str kind, bool is_exercise)
{
	struct str prefix = item_words(item_find("alarms/kinds", kind), "prefix");

	return is_exercise ? exercise_words_marked(arena, prefix) : prefix;
}

/* What matters first: an SMS shows little more than its beginning. */
struct message message_of(struct arena *arena, const struct alarm *alarm,
                          const struct alarm_target *target, const struct alarm_attempt *attempt)
{
	struct str base = setting_text("public_address"), how = S("");
	struct message message = { .to = attempt->address, .identity = attempt->public_id,
		.code = target->code };

	if (base.len)
		message.link = arena_print(arena, "%.*s/a/%.*s", STR(base),
			STR(alarm_token(arena, target->public_id)));
	if (message.link.len)
		how = arena_print(arena, _("Acknowledge: %.*s"), STR(message.link));
	if (setting_text("alarm_inbound_secret").len)
		how = arena_print(arena, message.link.len ? _("%.*s or reply %.*s") : _("%.*sReply %.*s"),
			STR(how), STR(target->code));
	message.subject = arena_print(arena, "%.*s: %.*s", STR(alarm_prefix(arena, alarm->kind,
		alarm->is_exercise)), STR(alarm->title));
	message.text = str_letters_part(arena_print(arena, "%.*s. %.*s%s%.*s %.*s",
		STR(message.subject), STR(alarm->words), how.len ? "\n" : "", STR(how),
		STR(alarm->number)), TEXT_MOST);
	return message;
}
