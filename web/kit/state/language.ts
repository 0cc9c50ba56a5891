import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { keptChoice } from './kept-choice.ts';
import { LANGUAGES, type Language } from './languages.ts';

const ofBrowser = (): Language => (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');

/** The language that is shown: as chosen here before, else as the browser has it. */
export const language = signal<Language>(keptChoice('language', LANGUAGES) ?? ofBrowser());

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

/** Texts that follow the language. Both languages have the same shape, so a text that is missing in one does not compile. */
export const inLanguage = <Texts>(texts: Readonly<Record<Language, Texts>>): ReadonlySignal<Texts> =>
  computed(() => texts[language.value]);
