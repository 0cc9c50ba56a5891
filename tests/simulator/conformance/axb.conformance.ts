import { afterEach, describe, expect, it } from 'vitest';
import type { PlatformClient, WireAnswer } from './platform-client.ts';

/** What an AXB suite runs against: an application without bindings, and its numbers. */
export type AxbTarget = {
  client(): PlatformClient;
  /** Two X of the application in one city, and one in another province; no other numbers. */
  numbers(): {
    first: string;
    second: string;
    elsewhere: string;
    areaCode: string;
    elsewhereAreaCode: string;
  };
};

const PATH = '/rest/caas/relationnumber/partners/v1.0';
const [A, B, C, D] = ['+8613800000001', '+8613800000002', '+8613800000003', '+8613800000004'] as const;
const NOT_FOUND = ['1016001', '1012007'];

/**
 * AXB as documented (`privatenumber_02_0002` to `_0005`). Black box: needs a base URL and an application, and leaves
 * nothing bound behind.
 */
export const axbConformance = (target: AxbTarget): void => {
  const bound = new Set<string>();
  const bind = async (fields: Record<string, unknown>): Promise<WireAnswer> => {
    const answer = await target.client().send('POST', PATH, { body: fields });
    if (typeof answer.json?.['subscriptionId'] === 'string') bound.add(answer.json['subscriptionId']);
    return answer;
  };
  const bindPair = async (
    a: string,
    b: string,
    x: string,
    more: Record<string, unknown> = {},
  ): Promise<string> => {
    const { json } = await bind({ callerNum: a, calleeNum: b, relationNum: x, ...more });
    expect(json).toMatchObject({ resultcode: '0', relationNum: x });
    return String(json?.['subscriptionId']);
  };
  const unbind = (query: string) => target.client().send('DELETE', PATH, { query });
  const modify = (body: Record<string, unknown>) => target.client().send('PUT', PATH, { body });
  const query = (text: string) => target.client().send('GET', PATH, { query: text });
  const onX = (x: string, more = '') => query(`relationNum=${encodeURIComponent(x)}${more}`);
  const idsIn = ({ json }: WireAnswer): unknown[] => {
    const list = json?.['relationNumList'];
    return Array.isArray(list) ? list.map((entry) => entry.subscriptionId) : [];
  };
  const refusal = ({ status, json }: WireAnswer) => [status, json?.['resultcode']];

  afterEach(async () => {
    for (const subscriptionId of bound) await unbind(`subscriptionId=${subscriptionId}`);
    bound.clear();
  });

  describe('bind', () => {
    it('answers every documented field, flags and limits as integers', async () => {
      const { first } = target.numbers();

      const answer = await bind({
        callerNum: A,
        calleeNum: B,
        relationNum: first,
        duration: 86400,
        maxDuration: 60,
      });

      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
      expect(answer.headers['connection']).toBe('close');
      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId: expect.stringMatching(/^.{1,64}$/),
        relationNum: first,
        callDirection: 0,
        duration: 86400,
        maxDuration: 60,
      });
    });

    it.each([
      ['strings', { recordFlag: 'false', privateSms: 'true', callDirection: 1 }],
      ['booleans', { recordFlag: false, privateSms: true, callDirection: 1 }],
    ])('takes flags as %s and shows them in the documented type', async (_case, flags) => {
      const { first } = target.numbers();

      const id = await bindPair(A, B, first, flags);

      const { json } = await query(`subscriptionId=${id}`);
      expect(json?.['relationNumList']).toMatchObject([
        { recordFlag: 'false', privateSms: 'true', callDirection: 1 },
      ]);
    });

    it.each([
      ['callerNum missing', { callerNum: undefined }],
      ['calleeNum missing', { calleeNum: undefined }],
      ['callerNum of 3 characters', { callerNum: '+86' }],
      ['callerNum of 32 characters', { callerNum: `+${'8'.repeat(31)}` }],
      ['callerNum that is a number', { callerNum: 13800000001 }],
      ['callDirection 3', { callDirection: 3 }],
      ['callDirection -1', { callDirection: -1 }],
      ['duration over 90 days', { duration: 7_776_001 }],
      ['duration -1', { duration: -1 }],
      ['duration 1.5', { duration: 1.5 }],
      ['maxDuration over a day', { maxDuration: 1441 }],
      ['recordFlag that is no flag', { recordFlag: 'yes' }],
      ['privateSms that is no flag', { privateSms: '1' }],
      ['areaMatchMode 2', { relationNum: undefined, areaCode: '0755', areaMatchMode: '2' }],
      ['preVoice that is no object', { preVoice: 'tone.wav' }],
      ['userData with {', { userData: 'a{b' }],
      ['userData with }', { userData: 'a}b' }],
      ['userData with ^', { userData: 'a^b' }],
      ['userData in Chinese', { userData: '订单' }],
      ['userData of 257 characters', { userData: 'u'.repeat(257) }],
      ['recordHintTone of 129 characters', { recordFlag: 'true', recordHintTone: 'r'.repeat(129) }],
    ])('refuses %s with 1010002', async (_case, fields) => {
      const { first } = target.numbers();

      const answer = await bind({ callerNum: A, calleeNum: B, relationNum: first, ...fields });

      expect(refusal(answer)).toEqual([403, '1010002']);
      expect(answer.json?.['resultdesc']).toMatch(/^Invalid request\./);
    });

    it.each(['', 'not json', '[]', '"text"', 'null'])('refuses the body %j with 1010002', async (body) => {
      const answer = await target.client().send('POST', PATH, { body });

      expect(refusal(answer)).toEqual([403, '1010002']);
    });

    it('accepts the limits themselves, and fields it does not know', async () => {
      const { first } = target.numbers();
      const limits = {
        duration: 7_776_000,
        maxDuration: 1440,
        callDirection: 2,
        userData: 'u'.repeat(256),
        other: 1,
      };

      const answer = await bind({ callerNum: A, calleeNum: B, relationNum: first, ...limits });

      expect(answer.json).toMatchObject({
        resultcode: '0',
        duration: 7_776_000,
        maxDuration: 1440,
        callDirection: 2,
      });
    });

    it('refuses an X of somebody else with 1012001', async () => {
      const answer = await bind({ callerNum: A, calleeNum: B, relationNum: '+8617099999999' });

      expect(refusal(answer)).toEqual([403, '1012001']);
    });

    it.each([
      ['the same pair again', A, B],
      ['the same pair the other way round', B, A],
      ['A with another B', A, C],
      ['B as the A of another', B, C],
      ['A as the B of another', C, A],
    ])('refuses %s on the same X with 1012010', async (_case, a, b) => {
      const { first } = target.numbers();
      await bindPair(A, B, first);

      const answer = await bind({ callerNum: a, calleeNum: b, relationNum: first });

      expect(refusal(answer)).toEqual([403, '1012010']);
    });

    it('puts another pair on the same X, and the same pair on another X', async () => {
      const { first, second } = target.numbers();
      await bindPair(A, B, first);

      await bindPair(C, D, first);
      await bindPair(A, B, second);

      expect((await onX(first)).json?.['totalCount']).toBe(2);
    });

    it('prefers relationNum to areaCode', async () => {
      const { first, elsewhereAreaCode } = target.numbers();

      const answer = await bind({
        callerNum: A,
        calleeNum: B,
        relationNum: first,
        areaCode: elsewhereAreaCode,
      });

      expect(answer.json?.['relationNum']).toBe(first);
    });

    it('picks an X of the city on which neither A nor B is, and has none left afterwards', async () => {
      const { first, second, areaCode } = target.numbers();
      const wanted = { callerNum: A, calleeNum: B, areaCode };

      const answers = [await bind(wanted), await bind(wanted), await bind(wanted)];

      expect(
        answers
          .slice(0, 2)
          .map(({ json }) => json?.['relationNum'])
          .sort(),
      ).toEqual([first, second].sort());
      expect(answers.slice(2).map(refusal)).toEqual([[403, '1012008']]);
    });

    it('leaves the city only in loose mode', async () => {
      const { first, second, elsewhere, areaCode } = target.numbers();
      await bindPair(A, B, first);
      await bindPair(A, B, second);
      const wanted = { callerNum: A, calleeNum: B, areaCode };

      const strict = await bind({ ...wanted, areaMatchMode: '0' });
      const loose = await bind({ ...wanted, areaMatchMode: '1' });

      expect(refusal(strict)).toEqual([403, '1012008']);
      expect(loose.json?.['relationNum']).toBe(elsewhere);
    });
  });

  describe('unbind', () => {
    it('removes the one binding of a subscriptionId, which wins over relationNum', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      const other = await bindPair(C, D, first);

      const answer = await unbind(`subscriptionId=${id}&relationNum=${encodeURIComponent(first)}`);

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect(idsIn(await onX(first))).toEqual([other]);
    });

    it('removes every binding of an X', async () => {
      const { first } = target.numbers();
      const ids = [await bindPair(A, B, first), await bindPair(C, D, first)];

      const answer = await unbind(`relationNum=${encodeURIComponent(first)}`);

      expect(answer.json?.['resultcode']).toBe('0');
      for (const id of ids)
        expect(NOT_FOUND).toContain((await query(`subscriptionId=${id}`)).json?.['resultcode']);
    });

    it('finds nothing the second time', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await unbind(`subscriptionId=${id}`);

      const answer = await unbind(`subscriptionId=${id}`);

      expect(answer.status).toBe(403);
      expect(NOT_FOUND).toContain(answer.json?.['resultcode']);
    });

    it('takes a plus sign that was not escaped for a blank, and removes nothing', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);

      const answer = await unbind(`relationNum=${first}`);

      expect(refusal(answer)).toEqual([403, '1012001']);
      expect(idsIn(await query(`subscriptionId=${id}`))).toEqual([id]);
    });

    it.each([
      ['nothing to go by', '', '1010002'],
      ['an X of somebody else', 'relationNum=%2B8617099999999', '1012001'],
      ['a subscriptionId of 65 characters', `subscriptionId=${'i'.repeat(65)}`, '1010002'],
    ])('refuses %s', async (_case, text, code) => {
      const answer = await unbind(text);

      expect(refusal(answer)).toEqual([403, code]);
    });

    it('frees the numbers at once', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await unbind(`subscriptionId=${id}`);

      await bindPair(B, C, first);

      expect((await onX(first)).json?.['totalCount']).toBe(1);
    });
  });

  describe('modify', () => {
    it('changes what is sent and keeps the rest', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first, { userData: 'order-1', maxDuration: 10 });

      const answer = await modify({ subscriptionId: id, calleeNum: C, callDirection: 2 });

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect((await query(`subscriptionId=${id}`)).json?.['relationNumList']).toMatchObject([
        {
          callerNum: A,
          calleeNum: C,
          relationNum: first,
          callDirection: 2,
          userData: 'order-1',
          maxDuration: 10,
        },
      ]);
    });

    it('frees the number that was replaced and takes the new one', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await modify({ subscriptionId: id, calleeNum: C });

      const free = await bind({ callerNum: B, calleeNum: D, relationNum: first });
      const taken = await bind({ callerNum: C, calleeNum: '+8613800000009', relationNum: first });

      expect(free.json?.['resultcode']).toBe('0');
      expect(refusal(taken)).toEqual([403, '1012010']);
    });

    it('lets A and B change places', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);

      const answer = await modify({ subscriptionId: id, callerNum: B, calleeNum: A });

      expect(answer.json?.['resultcode']).toBe('0');
      expect((await onX(first)).json?.['relationNumList']).toMatchObject([{ callerNum: B, calleeNum: A }]);
    });

    it.each([
      ['as A', { callerNum: C }],
      ['as B', { calleeNum: D }],
    ])('refuses a number that is on that X already, %s, with 1012010', async (_case, change) => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await bindPair(C, D, first);

      const answer = await modify({ subscriptionId: id, ...change });

      expect(refusal(answer)).toEqual([403, '1012010']);
      expect((await query(`subscriptionId=${id}`)).json?.['relationNumList']).toMatchObject([
        { callerNum: A, calleeNum: B },
      ]);
    });

    it('does not move a binding to another X', async () => {
      const { first, second } = target.numbers();
      const id = await bindPair(A, B, first);

      await modify({ subscriptionId: id, relationNum: second });

      expect((await query(`subscriptionId=${id}`)).json?.['relationNumList']).toMatchObject([
        { relationNum: first },
      ]);
    });

    it.each([
      ['no subscriptionId', { calleeNum: C }, ['1010002']],
      ['an unknown one', { subscriptionId: 'nobody', calleeNum: C }, NOT_FOUND],
      ['a duration out of range', { subscriptionId: 'nobody', duration: 7_776_001 }, ['1010002']],
    ])('refuses %s', async (_case, body, codes) => {
      const answer = await modify(body);

      expect(answer.status).toBe(403);
      expect(codes).toContain(answer.json?.['resultcode']);
    });
  });

  describe('query', () => {
    it('shows a binding with the documented fields and types', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first, { duration: 600, userData: 'order-1' });

      const answer = await query(`subscriptionId=${id}`);

      expect(answer.json).toMatchObject({ resultcode: '0', totalCount: 1 });
      expect(answer.json?.['relationNumList']).toMatchObject([
        {
          subscriptionId: id,
          callerNum: A,
          calleeNum: B,
          relationNum: first,
          callDirection: 0,
          duration: 600,
          subscribeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          recordFlag: 'false',
          maxDuration: 0,
          userData: 'order-1',
        },
      ]);
    });

    it('prefers subscriptionId to everything else', async () => {
      const { first, second } = target.numbers();
      const id = await bindPair(A, B, first);
      await bindPair(A, B, second);

      const answer = await query(
        `subscriptionId=${id}&relationNum=${encodeURIComponent(second)}&callerNum=${encodeURIComponent(C)}`,
      );

      expect(idsIn(answer)).toEqual([id]);
    });

    it('finds a pair by its A, by its B, and by both', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await bindPair(C, D, first);
      const [a, b] = [encodeURIComponent(A), encodeURIComponent(B)];

      const answers = [
        await onX(first, `&callerNum=${a}`),
        await onX(first, `&calleeNum=${b}`),
        await onX(first, `&callerNum=${a}&calleeNum=${b}`),
      ];

      expect(answers.map(idsIn)).toEqual([[id], [id], [id]]);
    });

    it.each([
      ['B asked for as A', B, undefined],
      ['A with the B of another pair', A, D],
    ])('does not find %s', async (_case, a, b) => {
      const { first } = target.numbers();
      await bindPair(A, B, first);
      await bindPair(C, D, first);
      const wanted = `&callerNum=${encodeURIComponent(a)}${b ? `&calleeNum=${encodeURIComponent(b)}` : ''}`;

      const answer = await onX(first, wanted);

      expect([...NOT_FOUND, '1010002', '0']).toContain(answer.json?.['resultcode']);
      expect(idsIn(answer)).toEqual([]);
    });

    it('pages, and takes a page size out of range for 50', async () => {
      const { first } = target.numbers();
      for (let at = 0; at < 12; at += 1)
        await bindPair(`+86138000001${10 + at}`, `+86138000002${10 + at}`, first);

      const pages = [
        await onX(first, '&pageSize=10'),
        await onX(first, '&pageSize=10&pageIndex=2'),
        await onX(first, '&pageSize=9'),
        await onX(first, '&pageSize=101'),
      ];

      expect(pages.map((page) => idsIn(page).length)).toEqual([10, 2, 12, 12]);
      expect(pages.map(({ json }) => json?.['totalCount'])).toEqual([12, 12, 12, 12]);
      expect(new Set(pages.slice(0, 2).flatMap(idsIn)).size).toBe(12);
      expect(pages.map(({ json }) => Number(json?.['pageSize']))).toEqual([10, 10, 50, 50]);
    });

    it.each([
      ['nothing to go by', ''],
      ['numbers without relationNum', `callerNum=${encodeURIComponent(A)}`],
    ])('refuses %s with 1010002', async (_case, text) => {
      expect(refusal(await query(text))).toEqual([403, '1010002']);
    });

    it('refuses an X of somebody else', async () => {
      expect(['1012001', '1012007']).toContain((await onX('+8617099999999')).json?.['resultcode']);
    });
  });

  it('answers a method the path does not have with 1010006', async () => {
    expect(refusal(await target.client().send('PATCH', PATH, { body: {} }))).toEqual([403, '1010006']);
  });

  it('answers an unknown path with 404 and no result code', async () => {
    const answer = await target.client().send('GET', '/rest/caas/nothing/v1.0');

    expect(answer.status).toBe(404);
    expect(answer.json?.['resultcode']).toBeUndefined();
  });
};
