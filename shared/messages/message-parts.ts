import type { SmsMessage } from './message.ts';

/** The default alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1), one septet each. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: two septets each. */
const GSM_EXTENSION = new Set('\f^{}\\[~]|€');

/**
 * The sizes of one text and of the parts of a long one: in UCS-2 units, and in septets. 154 was ordered and stands in no document of
 * the vendor's that we know; the header of GSM would leave 153 (docs/usage.md).
 */
const UCS2 = { whole: 70, part: 67 };
const SEPTETS = { whole: 160, part: 154 };

/** A long text says in one octet of how many parts it is (3GPP TS 23.040, 9.2.3.24.1). */
const MOST_PARTS = 255;

/** Whether a number may be that of the parts of a text; any other that the platform sends tells nothing. */
export const isPartCount = (parts: number): boolean =>
  Number.isSafeInteger(parts) && parts >= 0 && parts <= MOST_PARTS;

/** The result codes of an SMS of which something was sent: all of it, or a part (`privatenumber_02_0008`, `sendResult`). */
const SENT_RESULTS: ReadonlySet<number> = new Set([0, 9]);

/** The fields of a text that say what it costs. */
export type BilledText = Pick<
  SmsMessage,
  'notification' | 'segments' | 'resultCode' | 'wordParts' | 'content'
>;

/**
 * The parts that a text is billed as. A question (`Block`) is none. The platform's `splitNum` counts wherever it is and can be a count; without it
 * the parts are those of the words as they came, 1 when no words came, and 0 of a text that was not sent.
 */
export const messageParts = ({
  notification,
  segments,
  resultCode,
  wordParts,
  content,
}: BilledText): number => {
  if (notification === 'Block') return 0;
  if (segments !== undefined && isPartCount(segments)) return segments;
  if (resultCode !== undefined && !SENT_RESULTS.has(resultCode)) return 0;
  // Older items have the words alone.
  return wordParts ?? (content === undefined ? 1 : partsOf(content));
};

/** The parts of some words: 160 or 154 characters each where the GSM alphabet has all of them, else 70 or 67. */
export const partsOf = (content: string): number => {
  const septets = septetsOf(content);
  const [size, of] = septets === undefined ? [content.length, UCS2] : [septets, SEPTETS];
  return size <= of.whole ? 1 : Math.ceil(size / of.part);
};

/** `undefined`: a character is in neither table. */
const septetsOf = (content: string): number | undefined => {
  let septets = 0;
  for (const character of content) {
    if (GSM.has(character)) septets += 1;
    else if (GSM_EXTENSION.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
};
