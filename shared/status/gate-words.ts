import type { GateLine } from '../platform/gate/dynamo-gate-control.ts';
import { EVERY_APP } from '../platform/gate/dynamo-gate-state.ts';

const STATES = {
  open: 'open',
  'locked-out': 'locked out',
  throttled: 'pauses, because the platform asked for fewer calls',
  probing: 'a lock-out is over; one call goes first',
} satisfies Record<GateLine['state'], string>;

/** The gate of one app in a line. */
export const gateLine = ({ app, state, failures, since, until }: GateLine): string =>
  [
    `${gateOf(app)}: ${STATES[state]}`,
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(failures === 0
      ? []
      : [`${failures} failed ${failures === 1 ? 'authentication' : 'authentications'} in a row`]),
  ].join(', ');

/** The app that a gate is of, for people. */
export const gateOf = (app: string): string => (app === EVERY_APP ? `${EVERY_APP} (every app)` : app);
