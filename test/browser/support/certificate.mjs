/** Makes one self-signed certificate for `*.example` with openssl and keeps it in .cache/. */
import { execFileSync } from 'node:child_process';
import { X509Certificate, createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../../.cache/', import.meta.url));
const file = join(cache, 'test-certificate.pem');

/** Returns key and certificate in one PEM text; makes them on the first call. */
export function certificate() {
  if (!existsSync(file)) make();
  return readFileSync(file, 'utf8');
}

/** Returns what Chromium knows the certificate's key by (`--ignore-certificate-errors-spki-list`). */
export function fingerprint() {
  const key = new X509Certificate(certificate()).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

// Written elsewhere and renamed, so that two workers never see half a file.
function make() {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'making-'));
  const [key, crt, both] = ['key', 'crt', 'both'].map((name) => join(folder, `${name}.pem`));
  const names = 'subjectAltName=DNS:*.example,DNS:localhost,IP:127.0.0.1';
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=site.example'];
  execFileSync('openssl', [...request, '-addext', names, '-keyout', key, '-out', crt], { stdio: 'ignore' });
  writeFileSync(both, readFileSync(key, 'utf8') + readFileSync(crt, 'utf8'));
  renameSync(both, file);
  rmSync(folder, { recursive: true });
}
