import { describe, expect, it } from 'vitest';
import type { PlatformClient, WireAnswer } from './platform-client.ts';
import { escaped, NOT_FOUND, type openSession, refusal } from './target.ts';

type Fields = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string>>;

/** A binding that an example made, and what names it in place of its id. */
export type Bound = Readonly<{ id: string; place: Query }>;

/** The differences between the modes with a binding API, where all of them do the same. */
export type BindingExamples = Readonly<{
  client: () => PlatformClient;
  session: ReturnType<typeof openSession>;
  /** Binds one example; the two can be bound beside each other. */
  bindOne: (more?: Fields) => Promise<Bound>;
  bindOther: () => Promise<Bound>;
  /** The bindings in the answer to a query, and the name that their id has there. */
  entriesIn: (answer: WireAnswer) => Fields[];
  idName: 'subscriptionId' | 'bindId';
}>;

/** A request that is refused, with its result code; 1010002 unless something else is said. */
export type Refused = readonly [title: string, fields: Fields, code?: string];

const refusedRows = (rows: readonly Refused[]) =>
  rows.map(([title, fields, code = '1010002']) => [title, code, fields] as const);

/** Binds that are refused: the usual one with these fields in place of its own. */
export const refusedBindConformance = (
  { session }: BindingExamples,
  usual: () => Fields,
  rows: readonly Refused[],
): void => {
  describe('bind', () => {
    it.each(refusedRows(rows))('refuses %s with %s', async (_title, code, fields) => {
      const answer = await session.bind({ ...usual(), ...fields });

      expect(refusal(answer)).toEqual([403, code]);
      if (code === '1010002') expect(answer.json?.['resultdesc']).toMatch(/^Invalid request\./);
    });
  });
};

/** A modify; `change` is sent for a binding that was bound with `kept`. */
export const modifyConformance = (
  { session, bindOne, entriesIn }: BindingExamples,
  { kept, change }: { kept: Fields; change: Fields },
): void => {
  describe('modify', () => {
    it('changes what is sent and keeps the rest', async () => {
      const { id } = await bindOne(kept);

      const answer = await session.modify({ subscriptionId: id, ...change });

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      const shown = await session.query(escaped({ subscriptionId: id }));
      expect(entriesIn(shown)).toMatchObject([{ ...kept, ...change }]);
    });
  });
};

/** Modes in which a modify may name the binding by its place. */
export const modifyByPlaceConformance = ({
  session,
  bindOne,
  bindOther,
  entriesIn,
}: BindingExamples): void => {
  describe('modify', () => {
    it('names the binding by its place, unless a subscriptionId is there', async () => {
      const [one, other] = [await bindOne(), await bindOther()];

      await session.modify({ subscriptionId: one.id, ...other.place, userData: 'by id' });
      await session.modify({ subscriptionId: '', ...other.place, userData: 'by place' });

      const shown = [one, other].map(({ id }) => session.query(escaped({ subscriptionId: id })));
      expect((await Promise.all(shown)).flatMap(entriesIn)).toMatchObject([
        { userData: 'by id' },
        { userData: 'by place' },
      ]);
    });
  });
};

/** Queries: everything that was set is shown, ids go before places, and what is not there is not found. */
export const queryConformance = (
  { session, bindOne, bindOther, entriesIn, idName }: BindingExamples,
  settings: Fields,
  notThere: [title: string, query: Query, codes?: readonly string[]][],
): void => {
  describe('query', () => {
    it('shows what was set', async () => {
      const { id } = await bindOne(settings);

      expect(entriesIn(await session.query(escaped({ subscriptionId: id })))).toMatchObject([settings]);
    });

    it('finds by the place, and prefers subscriptionId to it', async () => {
      const [one, other] = [await bindOne(), await bindOther()];

      const answers = [
        await session.query(escaped(other.place)),
        await session.query(escaped({ ...other.place, subscriptionId: one.id })),
      ];

      expect(answers.map(entriesIn)).toMatchObject([[{ [idName]: other.id }], [{ [idName]: one.id }]]);
    });

    it.each(notThere)('does not find %s', async (_title, query, codes = NOT_FOUND) => {
      const { status, json } = await session.query(escaped(query));

      expect(status).toBe(403);
      expect(codes).toContain(json?.['resultcode']);
    });

    it('refuses nothing to go by with 1010002', async () => {
      expect(refusal(await session.query(''))).toEqual([403, '1010002']);
    });
  });
};

/** Unbinds; `gone` and `again` are the codes of a query and of a second unbind of what was unbound. */
export const unbindConformance = (
  { session, bindOne, bindOther, entriesIn, idName }: BindingExamples,
  {
    gone,
    again,
    refused,
  }: { gone: readonly string[]; again: readonly string[]; refused: readonly Refused[] },
): void => {
  describe('unbind', () => {
    it('ends the binding of a subscriptionId, which wins over the place', async () => {
      const [one, other] = [await bindOne(), await bindOther()];

      const answer = await session.unbind(escaped({ ...other.place, subscriptionId: one.id }));

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect(gone).toContain((await session.query(escaped({ subscriptionId: one.id }))).json?.['resultcode']);
      const left = await session.query(escaped({ subscriptionId: other.id }));
      expect(entriesIn(left)).toMatchObject([{ [idName]: other.id }]);
    });

    it('finds nothing the second time, neither by id nor by place', async () => {
      const { id, place } = await bindOne();
      await session.unbind(escaped({ subscriptionId: id }));

      const answers = [
        await session.unbind(escaped({ subscriptionId: id })),
        await session.unbind(escaped(place)),
      ];

      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
      for (const { json } of answers) expect(again).toContain(json?.['resultcode']);
    });

    it.each(refusedRows(refused))('refuses %s with %s', async (_title, code, fields) => {
      const query = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));

      expect(refusal(await session.unbind(escaped(query)))).toEqual([403, code]);
    });
  });
};

/** Modes in which X alone names a binding: a plus sign that is not escaped is a blank. */
export const unescapedPlusConformance = (
  { session, bindOne, entriesIn, idName }: BindingExamples,
  code: string,
): void => {
  it('unbind takes a plus sign that was not escaped for a blank, and ends nothing', async () => {
    const { id, place } = await bindOne();
    const [[name, x] = ['', '']] = Object.entries(place);

    const answer = await session.unbind(`${name}=${x}`);

    expect(refusal(answer)).toEqual([403, code]);
    const left = await session.query(escaped({ subscriptionId: id }));
    expect(entriesIn(left)).toMatchObject([{ [idName]: id }]);
  });
};

/** Methods that a path does not have. */
export const unknownMethodConformance = (
  { client }: BindingExamples,
  rows: [method: string, path: string, query?: string][],
): void => {
  it.each(rows)(
    'answers %s, which the path %s does not have, with 1010006',
    async (method, path, query = '') => {
      expect(refusal(await client().send(method, path, { query, body: {} }))).toEqual([403, '1010006']);
    },
  );
};
