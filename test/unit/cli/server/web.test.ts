/** Shows that an answer reaches its reader whole, whatever Fastify has said before, and that what cannot be written is told. */
import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { answer, empty, type Answer } from '../../../../src/receiver/answer.js';
import { createAnswering } from '../../../../src/cli/server/web.js';
import { ask, type Heard } from '../http.js';

/** Answers one request on a server of its own; `before` is set on Node's own response, as Fastify does while it closes. */
const answered = async (given: Answer, { before = {}, isStopping = false } = {}): Promise<Heard> => {
  const server = fastify({ logger: false });
  onTestFinished(() => server.close());
  const answerWith = createAnswering({ 'x-shield': 'all', 'cache-control': 'private' }, () => isStopping);
  server.setErrorHandler((_error, _request, reply) => answerWith(reply, answer(503, 'No.\n')));
  server.get('/', (_request, reply) => {
    for (const [name, value] of Object.entries(before)) reply.raw.setHeader(name, String(value));
    return answerWith(reply, given);
  });
  return ask(await server.listen({ port: 0, host: '127.0.0.1' }));
};

test('sends both cookies, also where Fastify has set a header itself', async () => {
  const given = { ...empty(201), cookies: ['a=1', 'b=2'] };
  for (const before of [{}, { Connection: 'close' }])
    expect((await answered(given, { before })).headers['set-cookie']).toEqual(['a=1', 'b=2']);
});

test('puts the headers of the answer above those of the shield', async () => {
  const { headers } = await answered(answer(200, 'Å\n', { 'X-Own': 'one' }));
  expect(headers).toMatchObject({ 'x-shield': 'all', 'x-own': 'one', 'cache-control': 'no-store' });
  expect(headers['content-length']).toBe('3');
});

test('ends the connection when the server is stopping', async () => {
  expect((await answered(empty(204), { isStopping: true })).headers).toMatchObject({ connection: 'close' });
});

test('has the error answered where a header cannot be written', async () => {
  expect(await answered(answer(200, 'ok', { 'X-Own': 'one\u0001' }))).toMatchObject({ status: 503, text: 'No.\n' });
});
