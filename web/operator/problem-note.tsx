import { Copy } from '../kit/parts/controls.tsx';
import { Note } from '../kit/parts/states.tsx';
import { kitTexts } from '../kit/parts/texts.ts';
import { language } from '../kit/state/language.ts';
import { ApiError } from './api.ts';
import { texts } from './texts/texts.ts';

/** An error in words: what the API said, the fields that were wrong, where the error is explained, and the id that finds the log. */
export const ProblemNote = ({ error }: Readonly<{ error: unknown }>) => {
  const t = texts.value.problem;
  if (!(error instanceof ApiError))
    return (
      <Note tone="bad" title={kitTexts.value.failed}>
        {error instanceof TypeError ? kitTexts.value.offline : String(error)}
      </Note>
    );
  const { title, detail, errors = [], type, code, platform } = error.problem;
  return (
    <Note tone="bad" title={title}>
      <p>{detail}</p>
      {error.isOfNewKey ? <p>{t.newKey}</p> : null}
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ path, message }) => (
            <li key={path + message}>
              <code>{path}</code> {message}
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
