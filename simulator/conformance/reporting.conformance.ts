import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';

/** The target of the suite: an account without reports, before each test. */
export type ReportingTarget = {
  baseUrl(): string;
  iamUser: { domain: string; name: string; password: string; project: string };
  decide(number: string, outcome: 'reported' | 'failed'): Promise<void>;
  advance(seconds: number): Promise<unknown>;
};

const NUMBER = '+8613800000001';
const PERSON = { number: NUMBER, numberType: 1, name: 'Zhang San', identityCard: '11010519491231002X' };
const PHOTO = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(100, 1)]);
const AGREED = '?agree_authorization_statement=true';

/** The fields of any answer of this API. */
const Json = v.object({
  error_code: v.optional(v.string()),
  error_msg: v.optional(v.string()),
  result: v.optional(v.string()),
  total: v.optional(v.number()),
  numbers: v.optional(v.array(v.record(v.string(), v.unknown()))),
  failedFiles: v.optional(v.array(v.object({ file: v.string(), failReason: v.string() }))),
});

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `+86138${String(at).padStart(8, '0')}`);

/** The API for reports, with a token of IAM. Source: `privatenumber_a_number_0001` to `_0006`. */
export const reportingConformance = ({ baseUrl, iamUser, decide, advance }: ReportingTarget): void => {
  let token = '';

  const issue = (password = iamUser.password) =>
    fetch(`${baseUrl()}/v3/auth/tokens`, {
      method: 'POST',
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { domain: { name: iamUser.domain }, name: iamUser.name, password } },
          },
          scope: { project: { name: iamUser.project } },
        },
      }),
    });

  const send = async (
    method: string,
    path: string,
    body: string | FormData,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${baseUrl()}${path}`, {
      method,
      headers: { 'x-auth-token': token, ...headers },
      body,
    });
    return { status: response.status, json: v.parse(Json, await response.json()) };
  };
  const sendJson = (method: string, path: string, body: object) =>
    send(method, path, JSON.stringify(body), { 'content-type': 'application/json;charset=UTF-8' });
  const path = '/v1.0/privatenumber/a-number';
  const add = (people: object[] = [PERSON]) => sendJson('POST', `${path}${AGREED}`, { numbers: people });
  const query = (fields: object = {}) => sendJson('POST', `${path}/query`, { page: 1, size: 100, ...fields });
  const upload = (files: [name: string, bytes: Buffer][]) => {
    const form = new FormData();
    for (const [name, bytes] of files) form.append('files', new File([new Uint8Array(bytes)], name));
    return send('POST', `/v1/privatenumber/a-number/files${AGREED}`, form);
  };
  const refused = (httpStatus: number, code: string) => ({ status: httpStatus, json: { error_code: code } });

  describe('reports of actual users', () => {
    beforeEach(async () => {
      token = (await issue()).headers.get('x-subject-token') ?? '';
    });

    test('a wrong password gets no token, and without a valid one nothing is done', async () => {
      expect((await issue('wrong')).status).toBe(401);
      token = 'none';
      expect(await query()).toMatchObject(refused(403, 'PPT.0007'));
    });

    test('a token ends after 24 hours', async () => {
      await advance(86_399);
      expect((await query()).status).toBe(200);
      await advance(1);
      expect(await query()).toMatchObject(refused(403, 'PPT.0007'));
    });

    test('a number is in progress, and then reported or failed with a reason', async () => {
      expect(await query()).toStrictEqual({ status: 200, json: { total: 0, numbers: [] } });
      expect((await add()).status).toBe(200);
      expect((await query()).json).toStrictEqual({
        total: 1,
        numbers: [{ number: NUMBER, reportStatus: 2 }],
      });
      await decide(NUMBER, 'failed');
      expect((await query()).json.numbers).toStrictEqual([
        { number: NUMBER, reportStatus: 1, failReason: expect.any(String) },
      ]);
    });

    test('a submission while another is in progress makes it fail', async () => {
      await add();
      await add();
      expect((await query()).json.numbers).toMatchObject([{ reportStatus: 1 }]);
    });

    test('after a failure nothing is taken for 24 hours, after two never', async () => {
      await add();
      await decide(NUMBER, 'failed');
      expect(await add()).toMatchObject(refused(400, 'PPT.00039'));
      await advance(86_400);
      token = (await issue()).headers.get('x-subject-token') ?? '';
      expect((await add()).status).toBe(200);
      await decide(NUMBER, 'failed');
      await advance(86_400);
      token = (await issue()).headers.get('x-subject-token') ?? '';
      expect(await add()).toMatchObject(refused(400, 'PPT.00039'));
    });

    test.each([
      ['without consent', (): ReturnType<typeof send> => sendJson('POST', path, { numbers: [PERSON] })],
      ['of eleven numbers', () => add(numbers(11).map((number) => ({ ...PERSON, number })))],
      ['of none', () => add([])],
      ['of a number in another form', () => add([{ ...PERSON, number: '13800000001' }])],
      ['of a long name', () => add([{ ...PERSON, name: 'x'.repeat(51) }])],
      ['of a long identity card', () => add([{ ...PERSON, identityCard: '1'.repeat(21) }])],
      ['with a photo that is not there', () => add([{ ...PERSON, liveFaceImage: 'nobody.jpg' }])],
      ['of a fixed line without the person acting', () => add([{ ...PERSON, numberType: 2 }])],
    ])('a submission %s is refused', async (_title, submission) => {
      expect(await submission()).toMatchObject(refused(400, 'PPT.0002'));
      expect((await query()).json.total).toBe(0);
    });

    test.each([
      ['page 0', { page: 0 }],
      ['a page of 101', { size: 101 }],
      ['101 numbers', { number: numbers(101) }],
      ['a state that there is not', { reportStatus: 3 }],
    ])('a query of %s is refused', async (_title, fields) => {
      expect(await query(fields)).toMatchObject(refused(400, 'PPT.0002'));
    });

    test('pages, numbers and states narrow a query down', async () => {
      const [first = '', second = '', third = ''] = numbers(3);
      await add([first, second, third].map((number) => ({ ...PERSON, number })));
      await decide(second, 'reported');
      expect((await query({ page: 2, size: 2 })).json).toMatchObject({
        total: 3,
        numbers: [{ number: third }],
      });
      expect((await query({ reportStatus: 0 })).json).toMatchObject({
        total: 1,
        numbers: [{ number: second }],
      });
      expect((await query({ number: [first] })).json).toMatchObject({
        total: 1,
        numbers: [{ number: first }],
      });
    });

    test('photos are taken once, up to 32 KB, and only photos', async () => {
      expect(await upload([['one.jpg', PHOTO]])).toStrictEqual({
        status: 200,
        json: { result: 'Upload Successful.' },
      });
      expect((await add([{ ...PERSON, liveFaceImage: 'one.jpg' }])).status).toBe(200);
      const large = Buffer.concat([PHOTO, Buffer.alloc(32 * 1024)]);
      const { json } = await upload([
        ['one.jpg', PHOTO],
        ['large.jpg', large],
        ['text.jpg', Buffer.from('no photo')],
        ['two.jpg', PHOTO],
      ]);
      expect(json.failedFiles?.map(({ file }) => file)).toStrictEqual(['one.jpg', 'large.jpg', 'text.jpg']);
      const eleven = numbers(11).map((name): [string, Buffer] => [`${name}.jpg`, PHOTO]);
      expect(await upload(eleven)).toMatchObject(refused(400, 'PPT.0002'));
    });

    test('a number is deleted, and one that is not there is an order that does not exist', async () => {
      await add();
      const remove = () => sendJson('DELETE', path, { numbers: [NUMBER] });
      expect(await remove()).toStrictEqual({ status: 200, json: { result: 'Delete Successful.' } });
      expect(await remove()).toMatchObject(refused(400, 'PPT.0009'));
      expect((await query()).json.total).toBe(0);
    });
  });
};
