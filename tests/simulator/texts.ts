import type { Dialect } from './dialect.ts';
import { spellOptional } from './dialect.ts';
import type { Mode, TextRoute } from './modes/mode.ts';
import type { Platform } from './platform.ts';
import type { Pushes } from './pushes.ts';

/** A text message to send to an X number. */
export type SendText = {
  from: string;
  /** The X number. */
  to: string;
  content: string;
  /** The carrier's result instead of 0, for a text that is forwarded: 8, 9, 10, 12, 13 of the table. */
  sendResult?: number;
};

/** What became of a text. `sendResult` 0: forwarded. */
export type SentText = { smsIdentifier: string; subscriptionId: string | null; sendResult: number };

/** The SMS side of the platform. */
export type Texts = { send(text: SendText): Promise<SentText> };

/** Messages a text is sent as: 160 (153 each) of plain characters, 70 (67 each) of others. */
export const segmentsOf = (content: string): number => {
  const plain = /^[\x20-\x7e\r\n]*$/.test(content);
  const [single, each] = plain ? [160, 153] : [70, 67];
  return content.length <= single ? 1 : Math.ceil(content.length / each);
};

const PARTLY_SENT = 9;

type SmsFacts = {
  smsIdentifier: string;
  text: SendText;
  route: TextRoute;
  sendResult: number;
  at: Date;
  areaCode: string | undefined;
  withContent: boolean;
};

/** The event of an SMS Notify, fields in the order of the samples. Source: `privatenumber_02_0008_2`. */
const smsEventOf = ({ text, route, ...facts }: SmsFacts, dialect: Dialect): Record<string, unknown> => {
  const sent = facts.sendResult === 0 || facts.sendResult === PARTLY_SENT;
  const splitNum = sent ? String(segmentsOf(text.content)) : '0';
  const direction = String(route.direction);
  return spellOptional(
    {
      smsIdentifier: facts.smsIdentifier,
      notificationMode: 'Notify',
      calling: text.from,
      called: sent && route.kind === 'forward' ? route.receiver : undefined,
      virtualNumber: text.to,
      event: dialect.textSms,
      timeStamp: facts.at.toISOString(),
      subscriptionId: route.subscriptionId ?? undefined,
      smsContent: sent && facts.withContent ? text.content : undefined,
      extInfo: {
        extParas:
          dialect.extParas === 'object'
            ? { splitNum, direction }
            : [
                { key: 'splitNum', value: splitNum },
                { key: 'direction', value: direction },
              ],
      },
      sendResult: facts.sendResult,
      areaCode: sent ? facts.areaCode : undefined,
      userData: route.userData,
      ...(dialect.extraFields ? { unlistedField: 'ignore me' } : {}),
    },
    dialect,
  );
};

/** Texts of one platform. */
export const createTexts = (
  { clock, random, apps, dialect }: Platform,
  modes: readonly Mode[],
  pushes: Pushes,
): Texts => ({
  async send(text) {
    const owner = apps.ownerOf(text.to);
    if (!owner) throw new Error('The number texted is not an X number of a simulated application');
    const { app, number } = owner;
    const mode = modes.find(({ name }) => name === app.mode);
    if (!mode?.routeText) throw new Error(`Mode ${app.mode} has no SMS here`);
    const route = mode.routeText({ app, x: number.x, from: text.from });
    const refused = refusedBefore(app, number);
    const routedResult = route.kind === 'refuse' ? route.sendResult : (text.sendResult ?? 0);
    const sendResult = refused ?? routedResult;
    const smsIdentifier = random.hex(32);
    const facts = { smsIdentifier, text, route, sendResult, at: clock.now(), areaCode: number.areaCode };
    const smsEvent = smsEventOf({ ...facts, withContent: app.smsContent }, dialect);
    await pushes.send({ appKey: app.appKey, kind: 'sms', body: { appKey: app.appKey, smsEvent } });
    return { smsIdentifier, subscriptionId: route.subscriptionId, sendResult };
  },
});

/** Account, number and SMS ability come before the binding. */
const refusedBefore = (
  app: { state: string; sms: boolean },
  number: { state: number; sms?: boolean },
): number | null => {
  if (app.state !== 'normal') return 1;
  if (number.state === 9 || number.state === 10) return 3;
  return app.sms && number.sms !== false ? null : 11;
};
