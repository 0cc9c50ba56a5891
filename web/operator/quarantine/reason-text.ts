import { inLanguage } from '../../kit/state/language.ts';
import { QUARANTINE_WORDS } from './quarantine-words.ts';

const words = inLanguage(QUARANTINE_WORDS);

/** Why an item lies in quarantine, in words; a reason that is not known here stays as it is. */
export const reasonText = (reason: string): string =>
  Object.entries(words.value).find(([name]) => name === reason)?.[1] ?? reason;
