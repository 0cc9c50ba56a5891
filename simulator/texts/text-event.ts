import type { Attribution, DecidedText } from '../modes/mode.ts';
import { type Dialect, spellOptional } from '../state/dialect.ts';

/** Messages a text is sent as: 160 (153 each) of plain characters, 70 (67 each) of others. */
const segmentsOf = (content: string): number => {
  const plain = /^[\x20-\x7e\r\n]*$/.test(content);
  const [single, each] = plain ? [160, 153] : [70, 67];
  return content.length <= single ? 1 : Math.ceil(content.length / each);
};

/** The facts in every push about one text. `content` is the text as X received it; undefined: it is not told. */
export type TextFacts = {
  smsIdentifier: string;
  from: string;
  x: string;
  at: Date;
  areaCode: string | undefined;
  content: string | undefined;
};

const PARTLY_SENT = 9;

const extInfo = (splitNum: string, direction: string, { extParas }: Dialect) => ({
  extParas:
    extParas === 'object'
      ? { splitNum, direction }
      : [
          { key: 'splitNum', value: splitNum },
          { key: 'direction', value: direction },
        ],
});

const commonFields = (facts: TextFacts, route: Attribution, dialect: Dialect) => ({
  smsIdentifier: facts.smsIdentifier,
  calling: facts.from,
  virtualNumber: facts.x,
  event: dialect.textSms,
  timeStamp: facts.at.toISOString(),
  subscriptionId: route.subscriptionId ?? undefined,
  userData: route.userData,
  ...(dialect.extraFields ? { unlistedField: 'ignore me' } : {}),
});

/** The event of an SMS Notify. Source: `privatenumber_02_0008`, `_0008_2`, `_0008_3`. */
export const notifyEvent = (
  facts: TextFacts,
  route: DecidedText,
  sendResult: number,
  dialect: Dialect,
): Record<string, unknown> => {
  const sent = route.kind === 'forward' && (sendResult === 0 || sendResult === PARTLY_SENT);
  const splitNum = sent ? String(segmentsOf(route.content)) : '0';
  return spellOptional(
    {
      ...commonFields(facts, route, dialect),
      notificationMode: 'Notify',
      called: sent ? route.receiver : undefined,
      smsContent: sent ? facts.content : undefined,
      extInfo: extInfo(splitNum, String(route.direction), dialect),
      sendResult,
      areaCode: sent ? facts.areaCode : undefined,
    },
    dialect,
  );
};

/** The event of an SMS Block: the question what to do with a text. Source: `privatenumber_02_0008`, `_0008_3`. */
export const blockEvent = (
  facts: TextFacts & { text: string },
  route: Attribution,
  dialect: Dialect,
): Record<string, unknown> =>
  spellOptional(
    {
      ...commonFields(facts, route, dialect),
      notificationMode: 'Block',
      smsContent: facts.content,
      extInfo: extInfo(String(segmentsOf(facts.text)), String(route.direction), dialect),
    },
    dialect,
  );
