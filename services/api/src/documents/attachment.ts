/**
 * A Content-Disposition that saves a file under its own name (RFC 6266), in any script; folders of
 * an archive entry are left out.
 */
export function attachmentOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1) || 'original';
  const plain = base.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(base.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
