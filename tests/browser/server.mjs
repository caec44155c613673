// Serves an output folder as GitLab Pages does: `index.html` for a folder, a redirect to the
// address with a slash, the portal's own 404 page, and no header that a project cannot set.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  xml: "application/xml",
  json: "application/json",
  txt: "text/plain; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
  mp4: "video/mp4",
  pdf: "application/pdf",
};

/** Starts on a free port; gives back `{origin, close}`. */
export async function serve(site) {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const found = site.lookup(url.pathname);
    if (found.redirect) {
      response.writeHead(302, { location: found.redirect }).end();
      return;
    }
    const file = found.file ?? (site.files.has("404.html") ? "404.html" : undefined);
    if (!file) {
      response.writeHead(404).end("not found");
      return;
    }
    const type = TYPES[path.extname(file).slice(1)] ?? "application/octet-stream";
    response.writeHead(found.file ? 200 : 404, { "content-type": type });
    fs.createReadStream(path.join(site.dir, file)).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
