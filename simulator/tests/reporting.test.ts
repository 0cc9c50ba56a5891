import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportingConformance } from '../conformance/reporting.conformance.ts';
import type { Simulator } from '../simulator.ts';
import { DEMO_ACCOUNT, startSimulator } from '../simulator.ts';
import { A, AXB_PATH, B, openPlayground, X } from './playground.ts';

const START_AT = new Date('2026-11-27T21:00:00.000Z');

/** The account of the vectors below. */
const ACCOUNT = {
  ...DEMO_ACCOUNT,
  ak: 'AKEXAMPLE0000000001',
  sk: 'SKexample/secret+0000000000000000000001',
};

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ apps: [], startAt: START_AT, account: ACCOUNT });
});
afterEach(() => simulator.close());

reportingConformance({
  baseUrl: () => simulator.url,
  iamUser: DEMO_ACCOUNT.iamUser,
  decide: (number, outcome) => simulator.control.reports.decide({ number, outcome }),
  advance: (seconds) => simulator.control.advance(seconds),
});

// Signed by the vendor's own library, @huaweicloud/huaweicloud-sdk-core 3.1.211, for the host pn.example.com.
describe('a signature of the access key', () => {
  const BODY = '{"page":1,"size":100,"number":["+8613800000001"]}';
  const SIGNATURE = '405fdd902ee8d49cb6cf4783bada03f7a0a1fc3907737f19092b904c85dfdd17';

  const query = ({ body = BODY, ak = ACCOUNT.ak, signature = SIGNATURE, date = '20261127T210000Z' } = {}) =>
    new Promise<string>((resolve, reject) => {
      const request = httpRequest(`${simulator.url}/v1.0/privatenumber/a-number/query`, {
        method: 'POST',
        headers: {
          host: 'pn.example.com',
          'content-type': 'application/json;charset=UTF-8',
          'x-sdk-date': date,
          authorization: `SDK-HMAC-SHA256 Access=${ak}, SignedHeaders=content-type;host;x-sdk-date, Signature=${signature}`,
        },
      });
      request.on('error', reject);
      request.on('response', async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve(`${response.statusCode} ${JSON.parse(text).error_code ?? 'ok'}`);
      });
      request.end(body);
    });

  test('of the vendor’s library is right', async () => {
    expect(await query()).toBe('200 ok');
  });

  test.each([
    ['over another body', { body: BODY.replace('1}', '2}').replace('0001', '0002') }],
    ['of another access key', { ak: 'AKEXAMPLE0000000002' }],
    ['that is another one', { signature: SIGNATURE.replace('4', '5') }],
    ['of another time', { date: '20261127T210001Z' }],
    ['of a time long ago', { date: '20261127T204459Z' }],
  ])('%s is refused', async (_title, changes) => {
    expect(await query(changes)).toBe('401 APIG.0301');
  });
});

describe('calls of an A whose actual user is not reported', () => {
  test('are intercepted by the carriers where the application says so, and no others', async () => {
    const { bind, control, app, close } = await openPlayground();
    await bind();
    const stateCode = async () =>
      (await control.placeCall({ from: B, to: X, outcome: 'answered' })).stateCode;
    expect(await stateCode()).toBe(0);
    await control.setApp(app.appKey, { interceptUnreported: true });
    expect(await stateCode()).toBe(8059);
    await control.reports.decide({ number: B, outcome: 'reported' });
    expect(await stateCode()).toBe(8059);
    await control.reports.decide({ number: A, outcome: 'reported' });
    expect(await stateCode()).toBe(0);
    await control.reports.decide({ number: A, outcome: 'failed' });
    expect(await stateCode()).toBe(8059);
    await close();
  });

  test('a bind of one succeeds', async () => {
    const { client, close } = await openPlayground({ interceptUnreported: true });
    const { json } = await client.send('POST', AXB_PATH, {
      body: { callerNum: A, calleeNum: B, relationNum: X },
    });
    expect(json).toMatchObject({ resultcode: '0' });
    await close();
  });
});

test('a report is verified by itself after the time that is set', async () => {
  await simulator.control.setSettings({ reportSeconds: 600 });
  const answer = await fetch(`${simulator.url}/v3/auth/tokens`, {
    method: 'POST',
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { domain: { name: 'demo' }, name: 'reporter', password: 'demo-password-0001' } },
        },
        scope: { project: { name: 'cn-north-1' } },
      },
    }),
  });
  await fetch(`${simulator.url}/v1.0/privatenumber/a-number?agree_authorization_statement=true`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-auth-token': answer.headers.get('x-subject-token') ?? '',
    },
    body: JSON.stringify({ numbers: [{ number: A, numberType: 1, name: 'A', identityCard: '1' }] }),
  });
  expect(await simulator.control.reports.list()).toStrictEqual([{ number: A, reportStatus: 2 }]);
  await simulator.control.advance(600);
  expect(await simulator.control.reports.list()).toStrictEqual([{ number: A, reportStatus: 0 }]);
});
