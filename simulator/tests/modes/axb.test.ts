import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AXB_PATH, B, C, codeOf, D, openPlayground, type Playground, X } from '../playground.ts';

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

describe('AXB', () => {
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
  const ask = (query: string) => playground.client.send('GET', AXB_PATH, { query });
  const setApp = (changes: Parameters<Playground['control']['setApp']>[1]) =>
    playground.control.setApp(playground.app.appKey, changes);

  describe('numbers', () => {
    it('refuses more pairs on a named X than it may hold', async () => {
      await playground.control.setSettings({ pairsPerX: 1 });
      await playground.bind();

      expect(codeOf(await bind({ callerNum: C, calleeNum: D, relationNum: X }))).toBe('403/1012009');
    });

    it('takes an X of the home city of A, strictly or loosely', async () => {
      await playground.control.setSettings({ homeAreaCodes: { '+86138': '020', '+86139': '0571' } });

      const home = await bind({});
      const taken = await bind({});
      const province = await bind({ areaMatchMode: '1' });
      const nowhere = await bind({ callerNum: '+8613900000001', calleeNum: C });

      expect(home.json?.['relationNum']).toBe(X2);
      expect([taken, nowhere].map(codeOf)).toEqual(['403/1012008', '403/1012008']);
      expect(province.json?.['relationNum']).toBe(X);
    });

    it('wants an X or a city for a fixed line', async () => {
      expect(codeOf(await bind({ callerNum: '+8675512345678' }))).toBe('403/1010002');
    });
  });

  describe('application settings', () => {
    it.each([
      ['recordHintTone', { recordFlag: 'true', recordHintTone: 'missing.wav' }],
      ['lastMinVoice', { maxDuration: 5, lastMinVoice: 'missing.wav' }],
      ['preVoice', { preVoice: { calleeHintTone: 'missing.wav' } }],
    ])('names an unknown voice file of %s', async (_case, fields) => {
      await setApp({ voiceFiles: ['notice.wav'] });

      const answer = await bind({ relationNum: X, ...fields });

      expect([codeOf(answer), answer.json?.['resultdesc']]).toEqual([
        '403/1010002',
        'Invalid request.missing.wav does not exist.',
      ]);
    });

    it.each([
      ['recordHintTone without recordFlag', { recordHintTone: 'missing.wav' }],
      ['lastMinVoice without maxDuration', { lastMinVoice: 'missing.wav' }],
    ])('does not read %s', async (_case, fields) => {
      await setApp({ voiceFiles: [] });

      expect(codeOf(await bind({ relationNum: X, ...fields }))).toBe('200/0');
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

      expect(codeOf(answer)).toBe(expected);
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
        const places = (await playground.control.bindings()).flatMap(({ x, a, b }) => [
          `${x} ${a}`,
          `${x} ${b}`,
        ]);
        expect(new Set(places).size).toBe(places.length);
      }
    };

    await fc.assert(fc.asyncProperty(fc.array(STEP, { maxLength: 25 }), run), { numRuns: 60 });
  });
});
