import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { ServerError } from '../api/server.ts';

/** An error in words, and which fields were wrong. */
export const FaultNote = ({ error }: Readonly<{ error: unknown }>) => {
  if (error === undefined) return null;
  if (!(error instanceof ServerError))
    return (
      <Note tone="bad" title={kitTexts.value.failed}>
        {error instanceof TypeError ? kitTexts.value.offline : String(error)}
      </Note>
    );
  return (
    <Note tone="bad" title={kitTexts.value.failed}>
      <p>
        {error.message}{' '}
        <code class="small">
          {error.status} {error.code}
        </code>
      </p>
      {error.issues.length === 0 ? null : (
        <ul>
          {error.issues.map((issue) => (
            <li key={issue}>{issue}</li>
          ))}
        </ul>
      )}
    </Note>
  );
};

/** For the kit's Show. */
export const showFault = (error: unknown) => <FaultNote error={error} />;
