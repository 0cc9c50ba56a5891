import type { UsageRow } from './read-usage.ts';

/** A row as callers get it: the sums, those of late records apart, and the money where the app has prices. */
export const usageView = ({ sums, amounts, ...names }: UsageRow | Omit<UsageRow, 'app'>) => ({
  ...names,
  calls: sums.calls,
  answered: sums.answered,
  talkSeconds: sums.talkSeconds,
  billedMinutes: sums.billedMinutes,
  unknownTalk: sums.unknownTalk,
  messages: sums.messages,
  messageParts: sums.messageParts,
  numberMonths: sums.numberMonths,
  late: {
    calls: sums.lateCalls,
    billedMinutes: sums.lateBilledMinutes,
    messages: sums.lateMessages,
    messageParts: sums.lateMessageParts,
  },
  amounts,
});
