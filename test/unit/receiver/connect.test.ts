/** Shows what is said where a database cannot be reached, and that nothing of its password is. */
import { expect, test } from 'vitest';
import { openPostgres } from '../../../src/receiver/index.js';
import { newPath } from './support.js';

const faultOf = (url: string): Promise<Error> =>
  openPostgres(url, { key: `${newPath()}.key` }).then(
    () => new Error('it opened'),
    (error: Error) => error,
  );

test.each(['hem#m4rk3r', '12#m4rk3r', 'hem/m4rk3r', '12/m4rk3r', 'hem?m4rk3r', '12?m4rk3r'])(
  'says how to write the password %s, and nothing of it',
  async (password) => {
    // So that no name of a host is asked for where the password is torn.
    const { message, cause } = await faultOf(`postgres://127.0.0.1:${password}@127.0.0.1:1/db`);
    expect([message, cause]).toEqual([
      expect.stringMatching(/^The URL of the database cannot be read\. Write --db postgres:.* %23 for #/),
      undefined,
    ]);
  },
);

test.each([
  ['postgres://user:m4rk3r@127.0.0.1:1/db', 'connect ECONNREFUSED 127.0.0.1:1'],
  ['postgres://user:m4rk3r@127.0.0.1:1/db?user=me@site', 'connect ECONNREFUSED 127.0.0.1:1'],
  ['postgres://user:m4rk3r@127.0.0.1:1/db?sslrootcert=/nonexistent', "no such file or directory, open '/nonexistent'"],
])('says what is wrong with %s, and names the option', async (url, said) => {
  const { message } = await faultOf(url);
  expect(message).toMatch(/^The PostgreSQL database cannot be opened \(.*\)\. .* name another with --db\.$/);
  expect(message).toContain(said);
  expect(message).not.toContain('m4rk3r');
});
