import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { HeldBack } from '../../kernel/platform-outcome.ts';
import { BatchGetCommand, type Documents, UpdateCommand } from '../../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../../storage/dynamo.ts';
import type { Standing } from '../result-codes/result-codes.ts';
import {
  type GatePass,
  LOCK_OUT_SECONDS,
  type PlatformGate,
  THROTTLE_SECONDS,
  TOLERATED_FAILURES,
} from './gate.ts';

/** Time a probe has to be answered in, longer than any call: after it, the next call probes. */
const PROBE_SECONDS = 15;

/** All apps share the source address that the platform locks. */
const EVERY_APP = '*';

const State = v.object({
  failures: v.optional(v.number(), 0),
  lockedUntil: v.optional(v.string()),
  throttledUntil: v.optional(v.string()),
});
type State = v.InferOutput<typeof State>;

/** The gate's two items that matter to one call: the app's own and everybody's. */
type States = Readonly<{ own: State; all: State }>;

/**
 * The gate in the numbers table: `GATE#<app>` and `GATE#*`. A call costs one consistent read and no write while all is
 * well. An unreadable gate is shut: the same store keeps what a call comes to, so a call now could not be recorded, and
 * letting calls through unseen is what turns three failed authentications into a locked address.
 */
export const createDynamoPlatformGate = ({
  documents,
  table,
  clock,
}: Readonly<{ documents: Documents; table: string; clock: Clock }>): PlatformGate => {
  const key = (app: string) => ({ pk: `GATE#${app}`, sk: 'GATE' });

  const read = (app: string): Promise<States> =>
    inStore('read the gate', async () => {
      const Keys = [key(app), key(EVERY_APP)];
      const answer = await documents.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
      );
      if (answer.UnprocessedKeys?.[table] !== undefined) throw new Error('the batch was not read to its end');
      const items = answer.Responses?.[table] ?? [];
      const stateOf = (name: string) =>
        v.parse(State, items.find((item) => item['pk'] === key(name).pk) ?? {});
      return { own: stateOf(app), all: stateOf(EVERY_APP) };
    });

  const update = (app: string, expression: string, values: Attributes, condition?: string) =>
    conditionally('update the gate', () =>
      documents.send(
        new UpdateCommand({
          TableName: table,
          Key: key(app),
          UpdateExpression: expression,
          ...(condition === undefined ? {} : { ConditionExpression: condition }),
          ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
        }),
      ),
    );

  /** A later end is never shortened by a call that began earlier. */
  const shut = async (app: string, attribute: 'lockedUntil' | 'throttledUntil', seconds: number) => {
    const until = iso(addSeconds(clock(), seconds));
    await update(
      app,
      `SET ${attribute} = :until`,
      { ':until': until },
      `attribute_not_exists(${attribute}) OR ${attribute} < :until`,
    );
  };

  /** Takes the one probe after a lock-out; false when another call has it. */
  const reserveProbe = (app: string, seen: string, until: string) =>
    update(app, 'SET lockedUntil = :until', { ':until': until, ':seen': seen }, 'lockedUntil = :seen');

  const countFailure = async (app: string) => {
    const answer = await inStore('count a failure', () =>
      documents.send(
        new UpdateCommand({
          TableName: table,
          Key: key(app),
          UpdateExpression: 'ADD failures :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      ),
    );
    const { failures } = v.parse(State, answer.Attributes ?? {});
    if (failures >= TOLERATED_FAILURES) await shut(app, 'lockedUntil', LOCK_OUT_SECONDS);
  };

  /** Back to a clean item, unless another call has found something worse meanwhile. */
  const clear = async (app: string, { failures, lockedUntil }: State) => {
    if (failures === 0 && lockedUntil === undefined) return;
    const [sameCount, count] = same('failures', failures === 0 ? undefined : failures);
    const [sameLock, lock] = same('lockedUntil', lockedUntil);
    await update(app, 'REMOVE failures, lockedUntil', { ...count, ...lock }, `${sameCount} AND ${sameLock}`);
  };

  const report = async (app: string, { own, all }: States, standing: Standing): Promise<void> => {
    switch (standing) {
      case 'accepted':
        await clear(app, own);
        return clear(EVERY_APP, all);
      case 'authentication-failure':
        return countFailure(app);
      case 'lock-out':
        return shut(EVERY_APP, 'lockedUntil', LOCK_OUT_SECONDS);
      case 'throttle':
        return shut(app, 'throttledUntil', THROTTLE_SECONDS);
      case 'unclear':
        return undefined;
    }
  };

  /** The states as this call leaves them: with its own reserve where a lock-out is over. */
  const probing = async (app: string, states: States, now: Date): Promise<States | undefined> => {
    const until = iso(addSeconds(now, PROBE_SECONDS));
    const reserved = async (name: string, state: State) => {
      if (state.lockedUntil === undefined) return state;
      return (await reserveProbe(name, state.lockedUntil, until))
        ? { ...state, lockedUntil: until }
        : undefined;
    };
    const own = await reserved(app, states.own);
    const all = own && (await reserved(EVERY_APP, states.all));
    return own && all && { own, all };
  };

  return {
    async enter(app): Promise<GatePass | HeldBack> {
      const now = clock();
      const seen = await read(app);
      const held = heldBack(seen, now);
      if (held !== undefined) return held;
      const states = await probing(app, seen, now);
      if (states === undefined)
        return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: PROBE_SECONDS };
      return { kind: 'open', report: (standing) => report(app, states, standing) };
    },
  };
};

/** A condition that an attribute is as it was seen, and the value it compares with. */
const same = (attribute: string, value: unknown): readonly [string, Attributes] =>
  value === undefined
    ? [`attribute_not_exists(${attribute})`, {}]
    : [`${attribute} = :${attribute}`, { [`:${attribute}`]: value }];

const heldBack = ({ own, all }: States, now: Date): HeldBack | undefined => {
  const locked = Math.max(secondsLeft(own.lockedUntil, now), secondsLeft(all.lockedUntil, now));
  if (locked > 0) return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: locked };
  // Callers are told a whole minute, the least that the platform asks for.
  return secondsLeft(own.throttledUntil, now) > 0
    ? { kind: 'held-back', by: 'throttle', retryAfterSeconds: THROTTLE_SECONDS }
    : undefined;
};

const secondsLeft = (until: string | undefined, now: Date): number =>
  until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
