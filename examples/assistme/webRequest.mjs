/** Turns Node's requests into web Requests and web Responses into Node's answers, and reads small bodies. */

const BODY_LIMIT = 64 * 1024;

/** Returns the body as bytes, or `undefined` if it is larger than 64 kB. */
export const readBody = async (req) => {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    // The rest is read and thrown away, so that the answer still reaches the sender.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks);
};

/** Returns a web Request for a Node request, or `undefined` if its body is larger than 64 kB. */
export const toWebRequest = async (req, origin) => {
  const headers = new Headers();
  for (let index = 0; index < req.rawHeaders.length; index += 2) {
    headers.append(req.rawHeaders[index], req.rawHeaders[index + 1]);
  }
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  const body = hasBody ? await readBody(req) : null;
  if (body === undefined) return undefined;
  return new Request(new URL(req.url, origin), { method: req.method, headers, body });
};

/** Sends a web Response as the answer to a Node request, every Set-Cookie on a line of its own. */
export const sendWebResponse = async (res, response) => {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') res.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length) res.setHeader('set-cookie', cookies);
  res.end(Buffer.from(await response.arrayBuffer()));
};
