import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { keepChoice } from '../state/kept-choice.ts';
import { language } from '../state/language.ts';
import { LANGUAGES } from '../state/languages.ts';
import { hrefOf, route } from '../state/route.ts';
import { THEMES, theme } from '../state/theme.ts';
import { kitTexts } from './texts.ts';

export type PageLink = Readonly<{ path: string; name: string }>;

type ShellProps = Readonly<{
  name: string;
  pages: readonly PageLink[];
  tools?: ComponentChildren;
  children: ComponentChildren;
}>;

const LANGUAGE_NAMES = { en: 'English', zh: '中文' } as const;

/** The choice of language and theme. */
export const Looks = () => {
  const t = kitTexts.value;
  return (
    <>
      <select
        class="button quiet small"
        aria-label={t.language}
        value={language.value}
        onChange={({ currentTarget }) => {
          language.value = LANGUAGES.find((each) => each === currentTarget.value) ?? 'en';
          keepChoice('language', language.value);
        }}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} selected={each === language.value}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
      <select
        class="button quiet small"
        aria-label={t.theme}
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = THEMES.find((each) => each === currentTarget.value) ?? 'system';
          keepChoice('theme', theme.value);
        }}
      >
        {THEMES.map((each) => (
          <option key={each} value={each} selected={each === theme.value}>
            {t.themes[each]}
          </option>
        ))}
      </select>
    </>
  );
};

/** The frame of a console: its name, its pages, the choice of language and theme, and the page that is shown. */
export const Shell = ({ name, pages, tools, children }: ShellProps) => {
  const t = kitTexts.value;
  const [current = pages[0]?.path] = route.value;
  const list = useRef<HTMLElement>(null);
  useEffect(() => showCurrent(list.current), [current]);
  return (
    <div class="shell">
      <button type="button" class="shell-skip" onClick={skipToMain}>
        {t.skip}
      </button>
      <header class="shell-top">
        <span class="shell-name">{name}</span>
        <div class="shell-tools">
          {tools}
          <Looks />
        </div>
      </header>
      <nav ref={list} class="shell-pages" aria-label={t.pages}>
        <ul>
          {pages.map((page) => (
            <li key={page.path}>
              <a href={hrefOf(page.path)} aria-current={page.path === current ? 'page' : undefined}>
                {page.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" class="shell-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
};

/** No link, because what stands after `#` in the address is the place in the console. */
const skipToMain = (): void => document.getElementById('main')?.focus();

/** On a phone the list of pages is a row that is wider than the screen. */
const showCurrent = (list: HTMLElement | null): void => {
  const link = list?.querySelector<HTMLElement>('[aria-current]');
  if (list && link) list.scrollLeft = link.offsetLeft + (link.offsetWidth - list.clientWidth) / 2;
};
