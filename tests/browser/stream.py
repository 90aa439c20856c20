"""A stream on this machine that does what is asked of it: sounds, breaks off, hangs, refuses."""

import struct
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RATE = 44_100
PIECE = 0.1
ENDLESS = 0x7FFFFF00
HEADER = b"RIFF" + struct.pack("<I", ENDLESS + 36) + b"WAVE"
HEADER += b"fmt " + struct.pack("<IHHIIHH", 16, 1, 2, RATE, 4 * RATE, 4, 16)
HEADER += b"data" + struct.pack("<I", ENDLESS)
TONE = struct.pack("<200h", *(3000 * (n < 100) - 1500 for n in range(200)))
SECOND = 4 * RATE // len(TONE)


class Stream:
    """An endless tone at `url`, a second ahead of its listeners.

    `mode`: "sounds"; "hangs" (whoever listens hears nothing more, and nothing ends); "refuses"
    (503 for newcomers). `asked` counts requests, `listeners` the connections that are open.
    """

    def __init__(self, port):
        self.mode, self.asked, self.listeners = "sounds", 0, 0
        self.url = f"http://127.0.0.1:{port}/stream"
        self._breaks = 0
        self._lock = threading.Lock()
        stream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                stream._serve(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def breaks_off(self):
        """Every connection ends now; newcomers are served."""
        self._breaks += 1

    def close(self):
        self.mode = "over"
        self._breaks += 1
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()

    def _serve(self, request):
        with self._lock:
            self.asked += 1
            self.listeners += 1
        with suppress(OSError):
            self._answer(request)
        with self._lock:
            self.listeners -= 1

    def _answer(self, request):
        request.close_connection = True
        if self.mode == "refuses":
            request.send_error(503)
            return
        request.send_response(200)
        request.send_header("Content-Type", "audio/wav")
        request.end_headers()
        request.wfile.write(HEADER + TONE * SECOND)
        breaks, piece = self._breaks, TONE * round(PIECE * SECOND)
        deaf = False
        while breaks == self._breaks:
            deaf = deaf or self.mode == "hangs"
            if not deaf:
                request.wfile.write(piece)
            time.sleep(PIECE)
