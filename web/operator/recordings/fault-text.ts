import { inLanguage } from '../../kit/state/language.ts';
import { FAULT_WORDS } from './fault-words.ts';
import { recordingsTexts } from './texts.ts';

const words = inLanguage(FAULT_WORDS);

/** Why a recording is not in the archive, in words; a reason that is not known here stays as it is. */
export const faultText = (reason: string): string => {
  const [, status] = /^http-(\d+)$/.exec(reason) ?? [];
  if (status !== undefined) return recordingsTexts.value.httpStatus(status);
  return Object.entries(words.value).find(([name]) => name === reason)?.[1] ?? reason;
};
