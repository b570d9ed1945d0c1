/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/listening.c - the address: read, judged, bound.
 *
 * One socket is made before the fork and shared by all workers: what waits in its queue is
 * lost by no worker's death.
 */
#include "http/inside.h"
#include "base/say.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { QUEUE = 1024, LONGEST_PEM = 1024 * 1024 };

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un local;
	struct sockaddr_storage storage;
};

__attribute__((noreturn))
static void refuse(const char *listen, const char *why)
{
	char what[300];

	snprintf(what, sizeof(what), "cannot listen at %s", listen);
	abandon(what, why);
}

__attribute__((noreturn))
static void refuse_form(const char *listen)
{
	refuse(listen, "write it as 127.0.0.1:8080, [::1]:8080 or unix:/path");
}

/* --- a port ------------------------------------------------------------------------- */

static socklen_t read_address(const char *listen, union address *address)
{
	char host[128];
	const char *colon = strrchr(listen, ':');
	struct addrinfo wish = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM }, *found;
	size_t len = colon ? (size_t)(colon - listen) : 0;
	socklen_t size;
	int64_t port;

	if (len == 0 || len >= sizeof(host) || !str_to_int(str_of(colon + 1), &port)
	    || port < 0 || port > 65535)
		refuse_form(listen);
	snprintf(host, sizeof(host), "%.*s", (int)len, listen);
	if (host[0] == '[' && host[len - 1] == ']') {
		host[len - 1] = '\0';
		memmove(host, host + 1, len - 1);
	}
	if (strcmp(host, "localhost") == 0)
		snprintf(host, sizeof(host), "127.0.0.1");
	if (getaddrinfo(host, colon + 1, &wish, &found) != 0)
		refuse_form(listen);
	memcpy(address, found->ai_addr, found->ai_addrlen);
	size = found->ai_addrlen;
	freeaddrinfo(found);
	return size;
}

static bool is_loopback(const union address *address)
{
	if (address->any.sa_family == AF_INET)
		return ntohl(address->v4.sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(&address->v6.sin6_addr);
}

static void bind_port(struct listening *listening, const struct server *server)
{
	union address address;
	socklen_t size = read_address(server->listen, &address);
	int yes = 1;

	if (!is_loopback(&address) && !server->may_be_public)
		refuse(server->listen, "anyone could reach it there. Listen at 127.0.0.1 "
			"behind a proxy (see the administrator's guide), or say --public");
	listening->socket = socket(address.any.sa_family,
		SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listening->socket < 0)
		refuse(server->listen, strerror(errno));
	setsockopt(listening->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listening->socket, &address.any, size) != 0)
		refuse(server->listen, strerror(errno));
}

/* Port 0 has become a real one. */
static void tell_port(struct listening *listening, bool is_secure)
{
	union address address;
	socklen_t size = sizeof(address);
	char host[INET6_ADDRSTRLEN] = "";
	bool is_v4;

	if (getsockname(listening->socket, &address.any, &size) != 0)
		abandon("cannot listen", strerror(errno));
	is_v4 = address.any.sa_family == AF_INET;
	inet_ntop(address.any.sa_family, is_v4 ? (void *)&address.v4.sin_addr
		: (void *)&address.v6.sin6_addr, host, sizeof(host));
	snprintf(listening->address, sizeof(listening->address),
		is_v4 ? "%s://%s:%d" : "%s://[%s]:%d", is_secure ? "https" : "http", host,
		ntohs(is_v4 ? address.v4.sin_port : address.v6.sin6_port));
}

/* --- a path ------------------------------------------------------------------------- */

/* Left behind by one that died: nobody answers there. */
static bool is_left_behind(const struct sockaddr_un *local)
{
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool has_answered;

	if (probe < 0)
		return false;
	has_answered = connect(probe, (const struct sockaddr *)local, sizeof(*local)) == 0
		|| errno != ECONNREFUSED;
	close(probe);
	return !has_answered;
}

static void bind_path(struct listening *listening, const char *listen)
{
	struct sockaddr_un local = { .sun_family = AF_UNIX };
	const char *path = listen + strlen("unix:");
	struct stat stat;
	mode_t before;
	int result;

	if (!*path || strlen(path) >= sizeof(local.sun_path))
		refuse(listen, "the path is empty or too long");
	snprintf(local.sun_path, sizeof(local.sun_path), "%s", path);
	if (lstat(path, &stat) == 0 && S_ISSOCK(stat.st_mode) && is_left_behind(&local))
		unlink(path);
	listening->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listening->socket < 0)
		refuse(listen, strerror(errno));
	before = umask(0117);                   /* the owner and the group: the proxy's */
	result = bind(listening->socket, (struct sockaddr *)&local, sizeof(local));
	umask(before);
	if (result != 0)
		refuse(listen, strerror(errno));
	listening->is_unix = true;
	snprintf(listening->path, sizeof(listening->path), "%s", path);
	snprintf(listening->address, sizeof(listening->address), "unix:%s", path);
}

/* --- TLS ---------------------------------------------------------------------------- */

static char *read_pem(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = malloc(LONGEST_PEM);
	size_t len;

	if (!file || !text)
		abandon("cannot read the TLS certificate or its key", strerror(errno));
	len = fread(text, 1, LONGEST_PEM - 1, file);
	fclose(file);
	text[len] = '\0';
	return text;
}

static enum MHD_Result answer_nothing(void *context, struct MHD_Connection *connection,
	const char *path, const char *method, const char *version, const char *piece,
	size_t *piece_len, void **place)
{
	(void)context, (void)connection, (void)path, (void)method;
	(void)version, (void)piece, (void)piece_len, (void)place;
	return MHD_NO;
}

static void read_certificate(struct listening *listening, const struct server *server)
{
	struct MHD_Daemon *trial;

	if (!server->certificate && !server->key)
		return;
	if (!server->certificate || !server->key)
		abandon("cannot serve TLS", "give both the certificate and its key");
	listening->certificate = read_pem(server->certificate);
	listening->key = read_pem(server->key);
	/* Better to find out now than in each worker. */
	trial = MHD_start_daemon(MHD_USE_TLS | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
		answer_nothing, NULL, MHD_OPTION_HTTPS_MEM_CERT, listening->certificate,
		MHD_OPTION_HTTPS_MEM_KEY, listening->key, MHD_OPTION_END);
	if (!trial)
		abandon("cannot serve TLS", "the certificate and its key do not fit together");
	MHD_stop_daemon(trial);
}

/* --- both --------------------------------------------------------------------------- */

void listening_open(struct listening *listening, const struct server *server)
{
	*listening = (struct listening){ .socket = -1 };
	read_certificate(listening, server);
	if (strncmp(server->listen, "unix:", 5) == 0) {
		bind_path(listening, server->listen);
	} else {
		bind_port(listening, server);
		tell_port(listening, listening->certificate != NULL);
	}
	if (listen(listening->socket, QUEUE) != 0)
		refuse(server->listen, strerror(errno));
}

void listening_close(struct listening *listening)
{
	close(listening->socket);
	if (listening->is_unix)
		unlink(listening->path);
	free(listening->certificate);
	free(listening->key);
	*listening = (struct listening){ .socket = -1 };
}
