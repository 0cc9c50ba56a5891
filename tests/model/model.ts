import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Binding } from '../../shared/bindings/model/binding.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import { createRandom } from '../../simulator/state/random.ts';
import {
  aLateChange,
  aRebind,
  aRound,
  aTwin,
  aWhile,
  type Deed,
  type Likeness,
  type Round,
} from './actions.ts';
import { checkEnding } from './ending.ts';
import { type Reply, type State, type Subject, startSubject } from './subject.ts';
import { checkReplies, checkState, type Done } from './truths.ts';

/** The memory of a run: whom it has bound, to bind them again at the end. */
type Model = { bodies: Map<string, object> };

const carryOut = async (subject: Subject, deed: Deed, target: string | undefined): Promise<Reply> => {
  const path = { bindingId: target ?? 'nobody' };
  switch (deed.do) {
    case 'bind':
      return subject.request('bind', {
        route: 'POST /bindings',
        body: deed.body,
        headers: deed.key === undefined ? {} : { 'idempotency-key': deed.key },
      });
    case 'modify':
      return subject.request('modify-binding', {
        route: 'PATCH /bindings/{bindingId}',
        path,
        body: deed.change,
      });
    case 'unbind':
      return subject.request('unbind', { route: 'DELETE /bindings/{bindingId}', path });
    case 'verify':
      return subject.request('query-bindings', {
        route: 'GET /bindings/{bindingId}',
        path,
        query: { verify: 'true' },
      });
    case 'callee':
      return subject.request('set-temporary-callee', {
        route: 'PUT /bindings/{bindingId}/temporary-callee',
        path,
        body: { callee: deed.callee, ttlSeconds: deed.ttlSeconds },
      });
    case 'sweep':
    case 'archive': {
      const name = deed.do === 'sweep' ? 'binding-sweeper' : 'recording-archiver';
      // A schedule has no caller who could be lied to; what it throws is tried again the next minute.
      const ended = await subject.invoke(name).then(
        () => 200,
        () => 503,
      );
      return { status: ended, body: {} };
    }
  }
};

const targetOf = (deed: Deed, records: State['records']): string | undefined =>
  'nth' in deed && records.length > 0 ? records.at(deed.nth % records.length)?.binding.bindingId : undefined;

/** The parties that a mode can change, as another binding has them. */
const partiesOf = ({ mode, a, b }: Binding): object => {
  if (mode === 'AXB' || mode === 'X') return { a, b };
  return mode === 'AX' ? { a } : { b: b ?? null };
};

/** The deed, and which binding it means. */
const told = (
  deed: Deed | Likeness,
  { records }: State,
): Readonly<{ deed: Deed; target: string | undefined }> => {
  if (deed.do !== 'become') return { deed, target: targetOf(deed, records) };
  const [own, other] = [records.at(-1)?.binding, records.at(-2)?.binding];
  const change = other === undefined ? {} : { ...partiesOf(other) };
  return { deed: { do: 'modify', nth: records.length - 1, change }, target: own?.bindingId };
};

const isSound = ({ body }: Deed & { do: 'bind' }): boolean => body['a'] !== body['b'];

const play = async (
  model: Model,
  subject: Subject,
  { deeds: wanted, faults, seed }: Round,
): Promise<void> => {
  for (const fault of faults) await subject.stack.control.faults.add(fault);
  const before = await subject.state();
  const deeds = wanted.map(({ deed, trouble }) => ({ ...told(deed, before), trouble }));
  const random = createRandom(seed);
  for (const { deed } of deeds)
    if (deed.do === 'bind' && isSound(deed)) {
      const { ttlSeconds: _ttl, ...pair } = deed.body;
      model.bodies.set(JSON.stringify(pair), pair);
    }
  const tasks = deeds.map(({ deed, target, trouble }) => ({
    trouble,
    run: async (): Promise<Done> => ({ deed, target, reply: await carryOut(subject, deed, target) }),
  }));

  const done = await subject.conduct(random.next, tasks);

  const after = await subject.state();
  checkReplies(before, after, done);
  checkState(subject, after);
};

class PlayRounds implements fc.AsyncCommand<Model, Subject> {
  readonly rounds: readonly Round[];
  constructor(...rounds: readonly Round[]) {
    this.rounds = rounds;
  }
  check = () => true;
  async run(model: Model, subject: Subject) {
    for (const round of this.rounds) await play(model, subject, round);
  }
  toString = () => this.rounds.map((round) => JSON.stringify(round)).join(', ');
}

class Wait implements fc.AsyncCommand<Model, Subject> {
  readonly seconds: number;
  constructor(seconds: number) {
    this.seconds = seconds;
  }
  check = () => true;
  async run(_model: Model, subject: Subject) {
    await subject.stack.advance(this.seconds);
    checkState(subject, await subject.state());
  }
  toString = () => `wait ${this.seconds} s`;
}

/** So many of those who were bound are bound once more at the end. */
const REBOUND = 2;

/** Runs of each mode in `npm test`; the nightly setting is `PROPERTY_RUNS=2000`. docs/testing.md says how to repeat one. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 50);
const PATH = process.env['PROPERTY_PATH'];
const REPLAY_PATH = process.env['PROPERTY_REPLAY'];
const REPLAY = REPLAY_PATH === undefined ? {} : { replayPath: REPLAY_PATH };

/** Each has half of the runs. */
const WHEN_DOWN = ['refuse', 'queue'] as const;

/** A run takes a fraction of a second; the bound is for machines that are busy. */
const LONGEST_RUN_MS = 3000;

/** Random lives of bindings of one mode, with everything going wrong that can. */
export const modelOf = (mode: Mode, allocation: 'pool' | 'platform' = 'pool') =>
  describe(`random lives of ${mode} bindings${allocation === 'platform' ? ' whose number the platform chooses' : ''}`, () => {
    const subjects = new Map<string, Subject>();
    beforeAll(async () => {
      for (const platformDown of WHEN_DOWN)
        subjects.set(platformDown, await startSubject({ mode, allocation, platformDown }));
    });
    afterAll(async () => {
      for (const { stack } of subjects.values()) await stack.close();
    });

    it.each(WHEN_DOWN)(
      'never tell anybody of a success that is none, and leave both sides in agreement (platformDown: %s)',
      async (platformDown) => {
        const subject = subjects.get(platformDown) ?? expect.unreachable();
        const setting = { mode, allocation, numbers: subject.numbers };
        const commands = [
          aRound(setting).map((round) => new PlayRounds(round)),
          aRound(setting).map((round) => new PlayRounds(round)),
          aRound(setting).map((round) => new PlayRounds(round)),
          aLateChange(setting).map((rounds) => new PlayRounds(...rounds)),
          aTwin(setting).map((rounds) => new PlayRounds(...rounds)),
          aRebind(setting).map((rounds) => new PlayRounds(...rounds)),
          aWhile.map((seconds) => new Wait(seconds)),
        ];

        await fc.assert(
          fc.asyncProperty(fc.commands(commands, { maxCommands: 10, ...REPLAY }), async (chosen) => {
            await subject.reset();
            const model: Model = { bodies: new Map() };
            await fc.asyncModelRun(() => ({ model, real: subject }), chosen);
            await checkEnding(subject, [...model.bodies.values()].slice(0, REBOUND));
          }),
          {
            numRuns: Math.ceil(RUNS / WHEN_DOWN.length),
            ...(PATH === undefined ? {} : { path: PATH }),
          },
        );
        expect(subject.stack.unhandled).toEqual([]);
      },
      RUNS * LONGEST_RUN_MS + 60_000,
    );
  });
