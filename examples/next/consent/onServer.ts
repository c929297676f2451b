/** What the server knows of the visitor's answer: the cookie that this request brought. */
import { headers } from 'next/headers';
import { readConsent, type Consent } from 'samtycke/server';
import { manifest } from './manifest';

/** Resolves to the answer; a component that asks is drawn anew for every request. */
export const consentOfRequest = async (): Promise<Consent> =>
  readConsent((await headers()).get('cookie'), { policy: manifest.policy.version });
