import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** Where `npm run build` puts the web page. */
export const webFolder = fileURLToPath(new URL('../../../../web/dist', import.meta.url));

/** Addresses that belong to the API and never to the page. */
const API_PATHS = /^\/(v1|health|metrics|docs|openapi\.json)(\/|$)/;

/**
 * Scripts only from files of ours. Mantine sets styles on elements; pictures come as blobs, because
 * only a request with the key gets them.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the web page from its folder. Files under /assets carry their hash in their name and are
 * kept for ever; everything else is asked for again; scripts and styles go out compressed, as they
 * were built. Any other address that a browser asks for as a page gets the page itself, which finds
 * its way by the address; calls of the API and files that are not there are passed on.
 */
export function serveWeb(folder = webFolder): RequestHandler {
  const files = express.static(folder, { index: false, fallthrough: true, redirect: false, setHeaders: setCaching });
  const page = join(folder, 'index.html');
  return (request, response, next) => {
    if (!isPageRequest(request)) return next();
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    response.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()');
    preferCompressed(folder, request);
    files(request, response, (error?: unknown) => {
      if (error) return next(error);
      sendPage(page, request, response, next);
    });
  };
}

/**
 * Asks for the compressed twin of a script or style sheet where there is one and the browser takes
 * it.
 */
function preferCompressed(folder: string, request: Request): void {
  const { path } = request;
  if (!/^\/assets\/[\w.-]+\.(js|css)$/.test(path) || !request.acceptsEncodings('gzip')) return;
  if (existsSync(join(folder, `${path}.gz`))) request.url = `${path}.gz`;
}

function isPageRequest({ method, path }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && !API_PATHS.test(path);
}

function sendPage(page: string, request: Request, response: Response, next: NextFunction): void {
  const wantsPage = request.accepts(['html', 'json']) === 'html' && !request.path.startsWith('/assets/');
  if (!wantsPage || !existsSync(page)) {
    next();
    return;
  }
  response.setHeader('Cache-Control', 'no-cache');
  response.sendFile(page, (error) => {
    if (error) next(error);
  });
}

function setCaching(response: Response, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  const [, ending] = /\.(js|css)\.gz$/.exec(path) ?? [];
  if (ending) {
    response.type(ending);
    response.setHeader('Content-Encoding', 'gzip');
  }
  if (isHashed) response.setHeader('Vary', 'Accept-Encoding');
}
