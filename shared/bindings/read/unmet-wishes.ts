import type { BindOrder } from '../model/bind-order.ts';
import { type Binding, type BindingTerms, calledBack } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';

/**
 * The names of the order's fields whose wish differs from the binding that answers it. A field that was not asked for cannot differ,
 * nor can one without effect: a tone without a recording.
 */
export const unmetWishes = (
  order: BindOrder,
  request: BindingRequest,
  binding: Binding,
): readonly string[] => {
  const { terms: live } = binding;
  const { terms: wished } = request;
  const pairs: readonly Pair[] = [
    ['x', order.x, binding.x],
    ['extension', order.extension, binding.extension],
    // The whole term, not what is left of it. `null` never ends.
    ['ttlSeconds', order.ttlSeconds, live.ttlSeconds ?? null],
    ['record', order.record, live.record],
    ['recordTone', order.recordTone && wished.recordTone, live.recordTone],
    ['callDirection', order.callDirection, live.callDirection],
    ['maxCallMinutes', order.maxCallMinutes, live.maxCallMinutes ?? 0],
    ['lastMinuteTone', order.lastMinuteTone, live.lastMinuteTone],
    ['sms', order.sms, live.sms],
    ...tonePairs(order.waitingTones, live.waitingTones),
    ['userData', order.userData, live.userData],
    ['callback', calledBack(wished.callback), calledBack(live.callback)],
    ['callbackTtlSeconds', order.callbackTtlSeconds, live.callbackTtlSeconds],
    ['ybTtlSeconds', order.ybTtlSeconds, live.ybTtlSeconds],
  ];
  const differing = pairs.filter(([, wish, there]) => wish !== undefined && wish !== there);
  return [...new Set(differing.map(([name]) => name))];
};

type Pair = readonly [string, unknown, unknown];

/** One pair for each tone that was asked for. */
const tonePairs = (wished: BindingTerms['waitingTones'] = {}, live: typeof wished = {}): readonly Pair[] => [
  ['waitingTones', wished.a, live.a],
  ['waitingTones', wished.b, live.b],
  ['waitingTones', wished.others, live.others],
  ['waitingTones', wished.x, live.x],
  ['waitingTones', wished.y, live.y],
];
