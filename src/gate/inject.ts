/** Creates a vendor's script, through the page's content security policy and Trusted Types rather than around them. */
import { attempt } from '../decision/attempt.js';

interface Policy {
  readonly createScriptURL: (address: string) => unknown;
}

interface Factory {
  readonly createPolicy: (name: string, rules: Policy) => Policy;
}

/** Returns the policy `samtycke`; `undefined` where the page has no Trusted Types, or does not allow one of that name (`trusted-types 'none'`). */
const openPolicy = (): Policy | undefined =>
  attempt(() => {
    const { trustedTypes } = window as { trustedTypes?: Factory };
    return trustedTypes?.createPolicy('samtycke', { createScriptURL: (address) => address });
  });

/** What creates scripts. `then` is called once the script has run, `fail` with what is wrong where it cannot. */
type Inject = (address: string, then: () => void, fail: (why: string) => void) => void;

/** Returns what creates scripts with our own nonce, for pages whose policy has no `strict-dynamic`. */
export const createInject = (nonce: string | undefined): Inject => {
  let policy: Policy | undefined;
  return (address, then, fail) => {
    const script = Document.prototype.createElement.call(document, 'script') as HTMLScriptElement;
    policy ??= openPolicy();
    try {
      script.src = (policy?.createScriptURL(address) ?? address) as string;
    } catch {
      return fail(`the page's Trusted Types forbid it. Allow the policy "samtycke", or write its tag into the page`);
    }
    if (nonce) script.nonce = nonce;
    script.onload = then;
    script.onerror = () => fail(`${address} does not load`);
    Document.prototype.querySelector.call(document, 'head,:root')!.appendChild(script);
  };
};
