/* SPDX-License-Identifier: EUPL-1.2 */
/* places/poster.c - a QR code as SVG: one path of squares, sharp in any size on paper. */
#include "modules/places/inside.h"

#include <qrencode.h>

enum { QUIET_ZONE = 4, LONGEST_SVG = 256 * 1024 };

static void squares_write(struct out *out, const QRcode *code)
{
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			if (code->data[y * code->width + x] & 1)
				out_print(out, "M%d %dh1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE);
}

/* Level Q reads also when a quarter is dirty or torn.  The colours are fixed: a phone wants
 * dark on light whatever theme the page has. */
struct html qr_svg(struct arena *arena, struct str text)
{
	QRcode *code = QRcode_encodeString8bit(str_z(arena, text), 0, QR_ECLEVEL_Q);
	struct out out;
	int side;

	out_init(&out, arena, LONGEST_SVG);
	if (!code)
		return out_html(&out);
	side = code->width + 2 * QUIET_ZONE;
	out_print(&out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"520\" height=\"520\""
		" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"", side, side);
	out_attr(&out, text);
	out_print(&out, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side, side);
	squares_write(&out, code);
	out_z(&out, "\"/></svg>");
	QRcode_free(code);
	return out_html(&out);
}
