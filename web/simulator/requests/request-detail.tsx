import { Card, Facts } from '../../kit/parts/data.tsx';
import { Badge, Note } from '../../kit/parts/states.tsx';
import type { RequestEntry } from '../api/types.ts';
import { JsonView } from '../parts/json-view.tsx';
import { Moment } from '../parts/moment.tsx';
import { Signature } from '../parts/signature.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { texts } from '../texts/texts.ts';
import { requestTexts } from './texts.ts';

/** The operation that was asked for, in words. */
export const operationName = ({ operation }: RequestEntry): string => {
  const names: Readonly<Record<string, string>> = requestTexts.value.operations;
  return names[operation] ?? operation;
};

/** A request that was opened: its answer in words, what took effect, its signature and both bodies. */
export const RequestDetail = ({ request }: Readonly<{ request: RequestEntry }>) => {
  const t = requestTexts.value;
  const { status, applied, method, path, query, body, answerBody, headers } = request;
  return (
    <>
      <h2>{operationName(request)}</h2>
      {status === null && applied ? <Note tone="warn">{t.differs}</Note> : null}
      <Card title={t.answer}>
        <AnswerFacts request={request} />
      </Card>
      <Card title={t.address}>
        <p>
          <code class="address">
            {method} {path}
            {query === '' ? '' : `?${query}`}
          </code>
        </p>
      </Card>
      {body === '' ? null : (
        <Card title={t.body}>
          <JsonView text={body} label={t.body} />
        </Card>
      )}
      {answerBody === '' ? null : (
        <Card title={t.answerBody}>
          <JsonView text={answerBody} label={t.answerBody} />
        </Card>
      )}
      <Card title={t.signature}>
        <Signature headers={headers} />
      </Card>
    </>
  );
};

const AnswerFacts = ({ request }: Readonly<{ request: RequestEntry }>) => {
  const t = requestTexts.value;
  const { status, code, applied, fault, appKey, at, id } = request;
  const codes: Readonly<Record<string, string>> = t.codes;
  return (
    <Facts
      facts={[
        [t.answer, status === null ? t.cut : `HTTP ${status}`],
        [
          t.code,
          code === null ? undefined : (
            <>
              <code>{code}</code> {codes[code]}
            </>
          ),
        ],
        [
          t.applied,
          <Badge key="applied" tone={applied ? 'good' : 'plain'}>
            {applied ? t.yes : t.no}
          </Badge>,
        ],
        [t.fault, fault],
        [texts.value.app, nameOfApp(appKey)],
        [texts.value.at, <Moment key="at" at={at} />],
        [texts.value.id, id],
      ]}
    />
  );
};
