import { describe, expect, it } from 'vitest';
import { createPlatformClient } from '../../conformance/platform-client.ts';
import type { ModeName } from '../../state/options.ts';
import {
  A,
  AX_PATH,
  AXB_PATH,
  AXE_PATH,
  AXYB_PATH,
  CALLEE_PATH,
  codeOf,
  openPlayground,
  RECORDING_PATH,
  START_AT,
  STOP_PATH,
} from '../playground.ts';

const OPERATIONS = [
  ['AX', 'POST', AX_PATH],
  ['AX', 'DELETE', AX_PATH],
  ['AX', 'PUT', AX_PATH],
  ['AX', 'GET', AX_PATH],
  ['AX', 'PUT', CALLEE_PATH],
  ['AXB', 'POST', AXB_PATH],
  ['AXB', 'DELETE', AXB_PATH],
  ['AXB', 'PUT', AXB_PATH],
  ['AXB', 'GET', AXB_PATH],
  ['AXE', 'POST', AXE_PATH],
  ['AXE', 'DELETE', AXE_PATH],
  ['AXE', 'PUT', AXE_PATH],
  ['AXE', 'GET', AXE_PATH],
  ['AXE', 'GET', '/rest/caas/extendnumber/v2.0'],
  ['AXYB', 'POST', AXYB_PATH],
  ['AXYB', 'DELETE', AXYB_PATH],
  ['AXYB', 'GET', AXYB_PATH],
] as const;
const MODES: ModeName[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];

/** A simulator with an application of every mode, and a client for each. */
const openAllModes = async () => {
  const apps = MODES.map((mode, at) => ({
    appKey: `key-of-${mode}`,
    appSecret: `secret-of-${mode}`,
    mode,
    numbers: [{ x: `+861700000000${at}` }],
    pushUrls: {},
  }));
  const playground = await openPlayground({}, { apps });
  const clientOf = (mode: ModeName, appSecret = `secret-of-${mode}`) =>
    createPlatformClient({
      baseUrl: playground.simulator.url,
      appKey: `key-of-${mode}`,
      appSecret,
      now: () => START_AT,
    });
  const numberOf = (mode: ModeName) => `+861700000000${MODES.indexOf(mode)}`;
  return { ...playground, clientOf, numberOf };
};

describe('every mode', () => {
  it.each(OPERATIONS)(
    '%s %s %s refuses everything while the account is frozen',
    async (mode, method, path) => {
      const all = await openAllModes();
      await all.control.setApp(`key-of-${mode}`, { state: 'frozen' });

      expect(codeOf(await all.clientOf(mode).send(method, path))).toBe('403/1010029');
      await all.close();
    },
  );

  it.each(OPERATIONS)('%s %s %s refuses the applications of other modes', async (mode, method, path) => {
    const all = await openAllModes();

    const codes: string[] = [];
    for (const other of MODES.filter((one) => one !== mode))
      codes.push(codeOf(await all.clientOf(other).send(method, path)));

    expect(codes).toEqual(['403/1010040', '403/1010040', '403/1010040', '403/1010040']);
    await all.close();
  });

  it.each(OPERATIONS)('%s %s %s refuses a wrong digest', async (mode, method, path) => {
    const all = await openAllModes();

    expect(codeOf(await all.clientOf(mode, 'not-the-secret').send(method, path))).toBe('401/1010010');
    await all.close();
  });

  it.each(MODES)('%s may ask for recordings and end calls, unless it is frozen', async (mode) => {
    const all = await openAllModes();
    const client = all.clientOf(mode);
    const query = 'fileName=a.wav&recordDomain=ostor.example.com';
    const body = { sessionid: 'nobody', signal: 'call_stop' };
    const ask = async () => [
      codeOf(await client.send('GET', RECORDING_PATH, { query })),
      codeOf(await client.send('POST', STOP_PATH, { body })),
    ];

    const usual = await ask();
    await all.control.setApp(`key-of-${mode}`, { state: 'frozen' });

    expect(usual).toEqual(['403/1012007', '500/1020152']);
    expect(await ask()).toEqual(['403/1010029', '403/1010029']);
    await all.close();
  });

  it.each([
    ['frozen', 7108],
    ['disabled', 7100],
  ] as const)('has no calls while the application is %s', async (state, stateCode) => {
    const all = await openAllModes();

    const codes: number[] = [];
    for (const mode of MODES) {
      await all.control.setApp(`key-of-${mode}`, { state });
      const call = { from: A, to: all.numberOf(mode), outcome: 'answered', extension: '0001' } as const;
      codes.push((await all.control.placeCall(call)).stateCode);
    }

    expect(codes).toEqual(Array(5).fill(stateCode));
    await all.close();
  });

  it.each([9, 10] as const)('has no calls on a number in state %i', async (state) => {
    const all = await openAllModes();

    const codes: number[] = [];
    for (const mode of MODES) {
      await all.control.setNumber(all.numberOf(mode), { state, notify: false });
      const call = { from: A, to: all.numberOf(mode), outcome: 'answered', extension: '0001' } as const;
      codes.push((await all.control.placeCall(call)).stateCode);
    }

    expect(codes).toEqual(Array(5).fill(8055));
    await all.close();
  });

  it('has session ids of its own, in both forms', async () => {
    const all = await openAllModes();
    const idsOf = async () => {
      const ids: string[] = [];
      for (const mode of MODES) {
        const call = { from: A, to: all.numberOf(mode), outcome: 'answered' } as const;
        ids.push((await all.control.placeCall(call)).sessionId);
      }
      return ids;
    };

    const old = await idsOf();
    await all.control.setDialect({ sessionId: 'new' });
    const recent = await idsOf();

    expect(old.map((id) => id.split('_')[0])).toEqual(['1200', '1200', '1202', '1202', '1201']);
    expect(
      recent.every((id) => /^\+861700000000\d_\+8613800000001_4_[0-9a-f]{8}_\d+_512_1_0$/.test(id)),
    ).toBe(true);
    await all.close();
  });

  it('forgets everything with a reset', async () => {
    const all = await openAllModes();
    const bind = async () => [
      codeOf(
        await all
          .clientOf('AX')
          .send('POST', AX_PATH, { body: { origNum: A, privateNum: all.numberOf('AX') } }),
      ),
      codeOf(
        await all
          .clientOf('AXE')
          .send('POST', AXE_PATH, { body: { bindNum: A, virtualNum: all.numberOf('AXE') } }),
      ),
      codeOf(
        await all
          .clientOf('AXYB')
          .send('POST', AXYB_PATH, { query: 'app_key=key-of-AXYB', body: { origNum: A } }),
      ),
    ];
    const first = await bind();
    const again = await bind();
    await all.control.reset();

    expect(first).toEqual(['200/0', '200/0', '200/0']);
    expect(again).toEqual(['403/1011005', '403/1020167', '403/1012008']);
    expect(await all.control.bindings()).toEqual([]);
    expect(await bind()).toEqual(['200/0', '200/0', '200/0']);
    await all.close();
  });
});
