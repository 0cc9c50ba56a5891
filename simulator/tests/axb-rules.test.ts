import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AXB_PATH, B, C, D, openPlayground, type Playground, RECORDING_PATH, X } from './playground.ts';

const [X2, X3] = ['+8617000000002', '+8617000000003'];

const party = fc.constantFrom(A, B, C, D);
const STEP = fc.record({
  do: fc.constantFrom('bind', 'bind', 'modify', 'unbind', 'advance'),
  a: party,
  b: party,
  x: fc.constantFrom(X, X2),
  which: fc.nat(5),
  duration: fc.constantFrom(0, 30, 60),
});
type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never;

describe('rules that need the control API', () => {
  let playground: Playground;
  const numbers = [
    { x: X, areaCode: '0755', province: 'Guangdong' },
    { x: X2, areaCode: '020', province: 'Guangdong' },
    { x: X3, areaCode: '010', province: 'Beijing' },
  ];
  beforeEach(async () => {
    playground = await openPlayground({ numbers });
  });
  afterEach(() => playground.close());

  const bind = (fields: Record<string, unknown>) =>
    playground.client.send('POST', AXB_PATH, { body: { callerNum: A, calleeNum: B, ...fields } });
  const code = ({ status, json }: { status: number; json: Record<string, unknown> | undefined }) =>
    `${status}/${json?.['resultcode']}`;
  const ask = (query: string) => playground.client.send('GET', AXB_PATH, { query });
  const setApp = (changes: Parameters<Playground['control']['setApp']>[1]) =>
    playground.control.setApp(playground.app.appKey, changes);

  describe('life time', () => {
    it('ends a binding when its seconds are over, and not before', async () => {
      const id = await playground.bind({ duration: 600 });

      await playground.control.advance(599);
      const before = code(await ask(`subscriptionId=${id}`));
      await playground.control.advance(1);

      expect([before, code(await ask(`subscriptionId=${id}`))]).toEqual(['200/0', '403/1016001']);
      expect(code(await bind({ relationNum: X }))).toBe('200/0');
    });

    it('never ends a binding without seconds', async () => {
      const id = await playground.bind();

      await playground.control.advance(400 * 86_400);

      expect(code(await ask(`subscriptionId=${id}`))).toBe('200/0');
    });

    it.each([
      ['starts anew with a modify that has a duration', { duration: 600 }, 1100, '200/0'],
      ['is over again after the new duration', { duration: 600 }, 1101, '403/1016001'],
      ['runs on with a modify that has none', { callDirection: 1 }, 600, '403/1016001'],
      ['ends with a modify to 0', { duration: 0 }, 86_400, '200/0'],
    ])('%s', async (_case, change, endSeconds, expected) => {
      const id = await playground.bind({ duration: 600 });
      await playground.control.advance(501);
      await playground.client.send('PUT', AXB_PATH, { body: { subscriptionId: id, ...change } });

      await playground.control.advance(endSeconds - 501);

      expect(code(await ask(`subscriptionId=${id}`))).toBe(expected);
    });
  });

  describe('numbers', () => {
    it.each([9, 10, 11] as const)('gives no new binding to a named X in state %i', async (state) => {
      await playground.control.setNumber(X, { state, notify: false });

      expect(code(await bind({ relationNum: X }))).toBe('403/1012102');
    });

    it('lets old bindings of a frozen X be changed, but not those of a paused one', async () => {
      const body = { subscriptionId: await playground.bind(), callDirection: 1 };
      await playground.control.setNumber(X, { state: 11, notify: false });
      const frozen = code(await playground.client.send('PUT', AXB_PATH, { body }));
      await playground.control.setNumber(X, { state: 9, notify: false });

      expect([frozen, code(await playground.client.send('PUT', AXB_PATH, { body }))]).toEqual([
        '200/0',
        '403/1012102',
      ]);
    });

    it('refuses more pairs on a named X than it may hold', async () => {
      await playground.control.setSettings({ pairsPerX: 1 });
      await playground.bind();

      expect(code(await bind({ callerNum: C, calleeNum: D, relationNum: X }))).toBe('403/1012009');
    });

    it('takes an X of the home city of A, strictly or loosely', async () => {
      await playground.control.setSettings({ homeAreaCodes: { '+86138': '020', '+86139': '0571' } });

      const home = await bind({});
      const taken = await bind({});
      const province = await bind({ areaMatchMode: '1' });
      const nowhere = await bind({ callerNum: '+8613900000001', calleeNum: C });

      expect(home.json?.['relationNum']).toBe(X2);
      expect([taken, nowhere].map(code)).toEqual(['403/1012008', '403/1012008']);
      expect(province.json?.['relationNum']).toBe(X);
    });

    it('wants an X or a city for a fixed line', async () => {
      expect(code(await bind({ callerNum: '+8675512345678' }))).toBe('403/1010002');
    });
  });

  describe('application settings', () => {
    it('refuses to record when recording is not enabled', async () => {
      const id = await playground.bind();
      await setApp({ recording: false });

      const body = { subscriptionId: id, recordFlag: 'true' };
      const recording = `fileName=a.wav&recordDomain=ostor.example.com`;

      expect(code(await bind({ relationNum: X2, recordFlag: 'true' }))).toBe('403/1012012');
      expect(code(await playground.client.send('PUT', AXB_PATH, { body }))).toBe('403/1012012');
      expect(code(await playground.client.send('GET', RECORDING_PATH, { query: recording }))).toBe(
        '403/1012012',
      );
    });

    it.each([
      ['recordHintTone', { recordFlag: 'true', recordHintTone: 'missing.wav' }],
      ['lastMinVoice', { maxDuration: 5, lastMinVoice: 'missing.wav' }],
      ['preVoice', { preVoice: { calleeHintTone: 'missing.wav' } }],
    ])('names an unknown voice file of %s', async (_case, fields) => {
      await setApp({ voiceFiles: ['notice.wav'] });

      const answer = await bind({ relationNum: X, ...fields });

      expect([code(answer), answer.json?.['resultdesc']]).toEqual([
        '403/1010002',
        'Invalid request.missing.wav does not exist.',
      ]);
    });

    it.each([
      ['recordHintTone without recordFlag', { recordHintTone: 'missing.wav' }],
      ['lastMinVoice without maxDuration', { lastMinVoice: 'missing.wav' }],
    ])('does not read %s', async (_case, fields) => {
      await setApp({ voiceFiles: [] });

      expect(code(await bind({ relationNum: X, ...fields }))).toBe('200/0');
    });
  });

  describe('dialects of answers', () => {
    it('writes integers as digits', async () => {
      await playground.control.setDialect({ numbersAsStrings: true });
      const id = await playground.bind({ duration: 60 });

      const { json } = await ask(`subscriptionId=${id}`);

      expect(json).toMatchObject({ totalCount: '1', pageIndex: '1', pageSize: '50' });
      expect(json?.['relationNumList']).toMatchObject([{ duration: '60', callDirection: '0' }]);
    });

    it.each([
      ['1016001', '403/1016001'],
      ['1012007', '403/1012007'],
      ['1010002', '403/1010002'],
      ['total-0', '200/0'],
    ] as const)('answers an empty query with %s', async (emptyQuery, expected) => {
      await playground.control.setDialect({ emptyQuery });

      const answer = await ask('subscriptionId=nobody');

      expect(code(answer)).toBe(expected);
      if (emptyQuery === 'total-0') expect(answer.json).toMatchObject({ totalCount: 0, relationNumList: [] });
    });
  });

  it('never puts a number twice on an X, whatever is bound, changed, unbound and expires', async () => {
    const ids: string[] = [];
    const take = {
      bind: async ({ a, b, x, duration }: Step) => {
        const { json } = await bind({ callerNum: a, calleeNum: b, relationNum: x, duration });
        if (json?.['subscriptionId']) ids.push(String(json['subscriptionId']));
      },
      modify: ({ a, b, which }: Step) => {
        const body = { subscriptionId: ids[which] ?? 'none', callerNum: a, calleeNum: b };
        return playground.client.send('PUT', AXB_PATH, { body });
      },
      unbind: ({ which }: Step) =>
        playground.client.send('DELETE', AXB_PATH, { query: `subscriptionId=${ids[which] ?? 'none'}` }),
      advance: ({ duration }: Step) => playground.control.advance(duration),
    };
    const run = async (list: Step[]) => {
      await playground.control.reset();
      ids.length = 0;
      for (const step of list) {
        await take[step.do](step);
        const seats = (await playground.control.bindings()).flatMap(({ x, a, b }) => [
          `${x} ${a}`,
          `${x} ${b}`,
        ]);
        expect(new Set(seats).size).toBe(seats.length);
      }
    };

    await fc.assert(fc.asyncProperty(fc.array(STEP, { maxLength: 25 }), run), { numRuns: 60 });
  });
});
