import { t } from 'i18next';
import { openApiClient, type Schemas } from '@longhand/api-client';
import { networkAway, ApiProblem, apiProblemOf, sentenceOf } from './api-problem.js';
import { currentKey, signOut } from './session.js';

export type Batch = Schemas['Batch'];
export type BatchSummary = Schemas['BatchSummary'];
export type Box = Schemas['Box'];
export type DocumentDetail = Schemas['Document'];
export type DocumentSummary = Schemas['DocumentSummary'];
export type Key = Schemas['Key'];
export type DeletedPlace = Schemas['DeletedPlace'];
export type Line = Schemas['Line'];
export type MadeKey = Schemas['MadeKey'];
export type MadeUser = Schemas['MadeUser'];
export type Me = Schemas['Me'];
export type Page = Schemas['Page'];
export type SearchHit = Schemas['SearchHit'];
export type OwnSession = Schemas['SessionList']['sessions'][number];
export type User = Schemas['User'];
export type Word = Schemas['Word'];

/** A request with the key. @throws Problem when there is no answer, or one that is not a success */
export async function authorisedFetch(input: string | Request, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const key = currentKey();
  if (key) request.headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(request).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw networkAway();
  });
  if (response.ok) return response;
  const problem = await apiProblemOf(response);
  // Another sign-in may have happened while this request was under way.
  if (response.status === 401 && key === currentKey()) signOut(sentenceOf(problem));
  throw problem;
}

export const api = openApiClient({ url: location.origin, fetch: (request) => authorisedFetch(request) });

/** The body of an answer. */
export async function bodyOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new ApiProblem('answer.empty', t('problem.answerEmpty'), 502);
  return data;
}
