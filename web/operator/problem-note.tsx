import { Copy } from '../kit/parts/controls.tsx';
import { Note } from '../kit/parts/states.tsx';
import { kitTexts } from '../kit/parts/texts.ts';
import { language } from '../kit/state/language.ts';
import { ApiError } from './api.ts';
import { said, titleSaid } from './api-words/said.ts';
import { texts } from './texts/texts.ts';

type ProblemNoteProps = Readonly<{
  error: unknown;
  /** The word of a form for a field: its faults are then told by it, and as the first thing. */
  nameOf?: (path: string) => string;
}>;

/** An error in words: what the API said, the fields that were wrong, where the error is explained, and the id that finds the log. */
export const ProblemNote = ({ error, nameOf }: ProblemNoteProps) => {
  const t = texts.value.problem;
  if (!(error instanceof ApiError))
    return (
      <Note tone="bad" title={kitTexts.value.failed}>
        {error instanceof TypeError ? kitTexts.value.offline : String(error)}
      </Note>
    );
  const { title, detail, errors = [], type, code, platform } = error.problem;
  const names = nameOf === undefined ? [] : [...new Set(errors.map(({ path }) => nameOf(path)))];
  return (
    <Note
      tone="bad"
      title={
        names.length === 0
          ? titleSaid({ code, title }, language.value)
          : t.fields(names.join(kitTexts.value.comma))
      }
    >
      {names.length === 0 ? <p>{detail === undefined ? null : said(detail, language.value)}</p> : null}
      {error.isOfNewKey ? <p>{t.newKey}</p> : null}
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={path + message}>
              {nameOf === undefined ? <code>{path} </code> : `${nameOf(path)}${kitTexts.value.colon}`}
              {said(message, language.value)}
            </li>
          ))}
        </ul>
      )}
      {platform === undefined ? null : (
        <p>
          {t.platform} <code>{platform.code ?? platform.httpStatus}</code> {platform.text}
        </p>
      )}
      <p class="small">
        {type?.startsWith('/') ? (
          <a href={`${explained(code)}?lang=${language.value}`} target="_blank" rel="noreferrer">
            {t.explained(code)}
          </a>
        ) : (
          <code>{code}</code>
        )}{' '}
        {error.requestId === undefined ? null : <Copy id value={error.requestId} what={t.requestId} />}
      </p>
    </Note>
  );
};

const explained = (code: string): string => new URL(`problems/${code}`, new URL('.', location.href)).href;

/** For {@link Show}. */
export const showProblem = (error: unknown) => <ProblemNote error={error} />;
