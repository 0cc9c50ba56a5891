import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

/** `号码,区号,短信` in GB18030, `是` and `备注` as well. */
const GB18030 = Buffer.concat([
  Buffer.from('bac5c2eb2cc7f8bac52cb6ccd0c52cb1b8d7a20d0a', 'hex'),
  Buffer.from('17000000003,755,', 'latin1'),
  Buffer.from('cac72c0d0a', 'hex'),
]);

const UTF16LE = Buffer.from('\ufeff号码\t区号\t短信\t备注\r\n17000000003\t755\t是\t\r\n', 'utf16le');

describe('the import of a table over HTTP', () => {
  let stack: Stack;
  const numbers = poolNumbers(2);
  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      apps: [{ ...RIDES, numbers }],
      platformApps: [simulatorApp(RIDES, numbers)],
      startAt: new Date('2026-03-01T08:00:00.000Z'),
    });
  });
  afterAll(() => stack.close());

  const put = async (body: Buffer, type: string, query = 'dryRun=true') => {
    const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': type };
    const answer = await fetch(`${stack.url}/numbers?${query}`, {
      method: 'PUT',
      headers,
      body: new Uint8Array(body),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  it.each([
    ['GB18030', GB18030, 'application/vnd.ms-excel'],
    ['GB18030 with the charset of another encoding', GB18030, 'text/csv; charset=utf-8'],
    ['UTF-16 LE', UTF16LE, 'text/tab-separated-values'],
    ['UTF-16 BE', Buffer.from(UTF16LE).swap16(), 'application/csv'],
    ['UTF-16 LE without a mark', UTF16LE.subarray(2), 'text/plain; charset=utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeff号码;区号;短信;备注\n17000000003;755;是;\n'), 'text/csv'],
  ])('reads %s', async (_encoding, body, type) => {
    expect(await put(body, type)).toEqual({
      status: 200,
      body: {
        added: 1,
        changed: 0,
        retired: 2,
        unchanged: 0,
        diff: [
          { kind: 'added', x: xNumber(3), fields: [] },
          { kind: 'retired', x: xNumber(1), fields: ['state'] },
          { kind: 'retired', x: xNumber(2), fields: ['state'] },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        ignoredColumns: ['备注'],
        forceNeeded: true,
      },
    });
  });

  it.each([
    ['xlsx', Buffer.from('504b030414000600', 'hex')],
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a page of HTML', Buffer.from('<html><table></table></html>')],
  ])('refuses %s and says to save it as CSV', async (_what, body) => {
    expect(await put(body, 'application/vnd.ms-excel')).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringContaining('save it as CSV') },
    });
  });

  it.each([
    ['an empty file', '', 'text/csv'],
    ['a header alone', '号码\n', 'text/csv'],
    ['an empty list', '[]', 'application/json'],
  ])('changes nothing for %s without force', async (_what, body, type) => {
    const answer = await put(Buffer.from(body), type, '');
    const listed = await stack.request('GET', '/numbers?state=available');

    expect(answer).toMatchObject({ status: 409, body: { code: 'would-retire' } });
    expect((listed.body as { items: unknown[] }).items).toHaveLength(2);
  });

  it('makes the difference that was shown, and no other one', async () => {
    const table = `x\n${xNumber(1)}\n${xNumber(2)}\n${xNumber(4)}\n`;
    const send = (query: string) => put(Buffer.from(table), 'text/csv', query);
    const fingerprintOf = ({ body }: { body: unknown }) => (body as { fingerprint: string }).fingerprint;
    const list = async () => (await stack.request('GET', '/numbers')).body as { items: { x: string }[] };

    const shown = await send('dryRun=true');
    const other = await put(Buffer.from(`${table}${xNumber(5)}\n`), 'text/csv', '');
    const refused = await send(`force=true&ifDifference=${fingerprintOf(shown)}`);
    const kept = await list();
    const shownAgain = await send('dryRun=true');
    const done = await send(`ifDifference=${fingerprintOf(shownAgain)}&force=true`);

    expect(shown.body).toMatchObject({ added: 1, retired: 0 });
    expect(other.body).toMatchObject({ added: 2, retired: 0 });
    expect(refused).toMatchObject({ status: 412, body: { code: 'version-conflict' } });
    expect(kept.items).toHaveLength(4);
    expect(kept.items).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'available' })));
    expect(shownAgain.body).toMatchObject({ added: 0, retired: 1 });
    expect(done).toMatchObject({ status: 200, body: { retired: 1 } });
    expect(fingerprintOf(done)).toBe(fingerprintOf(shownAgain));
  });

  it('refuses a fingerprint that is none', async () => {
    const answer = await put(Buffer.from('x\n17000000001\n'), 'text/csv', 'ifDifference=x');

    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'ifDifference' }] } });
  });

  it('refuses characters that a gateway broke, and a table that is too large', async () => {
    const broken = await put(Buffer.from('\ufffd\ufffd,x\n1,17000000003\n'), 'text/csv');
    const large = await put(Buffer.from(`x\n${' '.repeat(1024 * 1024)}`), 'text/csv');

    expect([broken.status, large.status]).toEqual([400, 413]);
  });
});
