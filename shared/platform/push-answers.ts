import type { Question } from '../pushes/push.ts';

/**
 * What the platform is told when nobody decides otherwise: end the call (`privatenumber_02_0006_2`, `operation`), drop
 * the text (`privatenumber_02_0008`, `actions`). Joining the wrong two people would be worse than either.
 */
export const REFUSALS = {
  callin: { operation: 'close' },
  'sms-block': { actions: [{ operation: 'DiscardMessage' }] },
} as const satisfies Record<Question, object>;
