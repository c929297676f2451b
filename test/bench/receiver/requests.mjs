/** Makes requests as a browser sends them, for next to nothing each: fresh ids are written into bytes that are there. */
import { randomBytes } from 'node:crypto';

export const ORIGIN = 'https://www.example.com';

const RECORD_ID = '00000000-0000-7000-8000-000000000000';
const CONSENT_ID = 'c'.repeat(22);
const DAY = 86_400_000;

/** With its fields in the order in which our own script sends them. */
const CHOICE = {
  schema: 1,
  recordId: RECORD_ID,
  consentId: CONSENT_ID,
  prev: null,
  seq: 1,
  layer: 1,
  services: ['mixpanel'],
  policyHash: 'a'.repeat(64),
  textHash: 'b'.repeat(64),
  uiVersion: '0.1.0',
  sdkVersion: '0.1.0',
  locale: 'sv',
  site: 'example.com',
  gpc: false,
  formFactor: 'desktop',
  clientTime: new Date().toISOString(),
  event: 'custom',
  method: 'banner',
  state: { permanent: { functional: false, statistics: true }, 'third-party': { marketing: false } },
  policyVersion: '2.0.0',
  validUntil: new Date(Date.now() + 180 * DAY).toISOString(),
};
const REFUSAL = {
  ...CHOICE,
  consentId: null,
  seq: 0,
  event: 'refused',
  state: { permanent: { functional: false, statistics: false }, 'third-party': { marketing: false } },
  services: [],
};

const HEAD = `POST /samtycke/records HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${ORIGIN}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: text/plain;charset=UTF-8\r\n`;

const requestOf = (record, headers) => {
  const body = JSON.stringify(record);
  return Buffer.from(`${HEAD}${headers}Content-Length: ${body.length}\r\n\r\n${body}`);
};

/** Returns the places at which the text stands. */
const placesOf = (bytes, text) => {
  const places = [];
  for (let place = bytes.indexOf(text); place >= 0; place = bytes.indexOf(text, place + 1)) places.push(place);
  return places;
};

/** Writes a new UUID of version 7 (RFC 9562 §5.7). */
const writeUuid = (bytes, place) => {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  const [b, c, d] = [random.slice(0, 3), random.slice(3, 6), random.slice(6, 18)];
  bytes.latin1Write(`${time.slice(0, 8)}-${time.slice(8)}-7${b}-8${c}-${d}`, place);
};

/**
 * Returns a function that returns requests in turn: a choice, with its visitor's id and key, and a "Neka alla", which has
 * none. One that has been answered is written over by the one after the next.
 */
export const createRequests = () => {
  const secret = randomBytes(16).toString('base64url');
  const choice = requestOf(CHOICE, `Authorization: Bearer ${CONSENT_ID}.${secret}\r\n`);
  const refusal = requestOf(REFUSAL, '');
  const [ofChoice, ofRefusal] = [choice, refusal].map((bytes) => bytes.indexOf(RECORD_ID));
  const ofVisitor = placesOf(choice, CONSENT_ID);
  let isChoice = false;
  return () => {
    isChoice = !isChoice;
    if (isChoice) {
      const visitor = randomBytes(16).toString('base64url');
      for (const place of ofVisitor) choice.latin1Write(visitor, place);
    }
    const bytes = isChoice ? choice : refusal;
    writeUuid(bytes, isChoice ? ofChoice : ofRefusal);
    return bytes;
  };
};
