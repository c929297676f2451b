/** Reads each request to its end and answers 201, with nothing but Node's own HTTP: what no server in Node can be faster than. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.on('data', () => undefined);
  request.on('end', () => response.writeHead(201, { 'Content-Length': 0 }).end());
});
server.listen(0, '127.0.0.1', () => console.log(`records go to http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit());
