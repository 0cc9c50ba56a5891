import { Card } from '../../kit/parts/data.tsx';
import { ListLink } from '../../kit/parts/list-link.tsx';
import { Badge, Empty } from '../../kit/parts/states.tsx';
import { hrefOf, route } from '../../kit/state/route.ts';
import type { RequestEntry } from '../api/types.ts';
import { Beside } from '../parts/beside.tsx';
import { Moment } from '../parts/moment.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { requests } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { operationName, RequestDetail } from './request-detail.tsx';
import { requestTexts } from './texts.ts';

const MOST_LISTED = 100;

/** All requests of our API, newest first, and beside them the one that was chosen. */
export const RequestsPage = () => {
  const t = requestTexts.value;
  const [, chosen] = route.value;
  const request = requests.value.find(({ id }) => String(id) === chosen);
  return (
    <>
      <h1>{texts.value.pages.requests}</h1>
      <p class="dim">{t.lead}</p>
      <Beside
        path="requests"
        isChosen={chosen !== undefined}
        list={
          <Card>
            {requests.value.length === 0 ? <Empty>{t.none}</Empty> : null}
            <ul class="list">
              {requests.value.slice(0, MOST_LISTED).map((each) => (
                <RequestLine key={each.id} request={each} isChosen={String(each.id) === chosen} />
              ))}
            </ul>
          </Card>
        }
      >
        {request === undefined ? (
          <Card>
            <Empty>{t.gone}</Empty>
          </Card>
        ) : (
          <RequestDetail key={request.id} request={request} />
        )}
      </Beside>
    </>
  );
};

const RequestLine = ({ request, isChosen }: Readonly<{ request: RequestEntry; isChosen: boolean }>) => {
  const { id, at, appKey, status, code, fault } = request;
  return (
    <li>
      <ListLink
        href={hrefOf('requests', String(id))}
        chosen={isChosen}
        lines={[
          [operationName(request), <Moment key="at" at={at} short />],
          [
            [nameOfApp(appKey), fault].filter(Boolean).join(' · '),
            <Badge key="answer" tone={status !== null && status < 400 ? 'good' : 'bad'}>
              {status === null
                ? requestTexts.value.cutWord
                : [status, code].filter((part) => part && part !== '0').join(' ')}
            </Badge>,
          ],
        ]}
      />
    </li>
  );
};
