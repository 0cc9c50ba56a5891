import * as v from 'valibot';
import { ensure } from './ensure.ts';

/** A call as its caller dials it. */
export type Dial = Readonly<{ from: string; to: string; extension?: string; talkSeconds?: number }>;

/** The phones of the people, at the simulated platform. */
export type Phones = Readonly<{
  /**
   * Dials, and somebody answers.
   *
   * @param shows the number that the phone of the callee is to show; absent: the one that was dialled
   * @returns that number
   * @throws {Error} when another phone than that of `callee` rings, or none, or when it shows another number
   */
  reach: (dial: Dial, callee: string, shows?: string) => Promise<string>;
  /**
   * Dials in vain.
   *
   * @returns the platform's code, as `GET /calls` has it in `outcome`
   * @throws {Error} when a phone rings
   */
  fail: (dial: Dial) => Promise<number>;
  /**
   * Sends a text to a private number.
   *
   * @returns the words that were delivered
   * @throws {Error} when it comes to somebody else, or to nobody
   */
  text: (from: string, to: string, content: string, receiver: string) => Promise<string>;
}>;

const Placed = v.object({ sessionId: v.string(), stateCode: v.number() });
const Calls = v.array(v.object({ sessionId: v.string(), callee: v.nullable(v.string()), shown: v.string() }));
const SentText = v.object({
  delivered: v.nullable(v.object({ to: v.string(), content: v.string() })),
});

/** Phones that call through the simulated platform at an address. */
export const createPhones = (platformUrl: string): Phones => {
  const ask = async <Schema extends v.GenericSchema>(path: string, schema: Schema, body?: object) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${platformUrl}/control/${path}`, init);
    ensure(answer.ok, `the simulated platform answered ${answer.status}`);
    return v.parse(schema, await answer.json());
  };
  const dialled = async (dial: Dial) => {
    const call = { outcome: 'answered', talkSeconds: 20, ...dial };
    const { sessionId, stateCode } = await ask('calls', Placed, call);
    const found = (await ask('calls', Calls)).find((one) => one.sessionId === sessionId);
    return { rang: found?.callee ?? null, shown: found?.shown ?? '', code: stateCode };
  };
  return {
    async reach(dial, callee, shows = dial.to) {
      const { rang, shown, code } = await dialled(dial);
      ensure(rang === callee, rang === null ? `no phone rang (${code})` : 'the phone of somebody else rang');
      ensure(shown === shows, 'the phone shows another number');
      return shown;
    },
    async fail(dial) {
      const { rang, code } = await dialled(dial);
      ensure(rang === null, 'a phone rang');
      return code;
    },
    async text(from, to, content, receiver) {
      const { delivered } = await ask('texts', SentText, { from, to, content });
      ensure(delivered !== null, 'the text came to nobody');
      ensure(delivered?.to === receiver, 'the text came to somebody else');
      return delivered?.content ?? '';
    },
  };
};
