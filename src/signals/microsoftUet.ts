/** Tells Microsoft UET, which without a default takes consent for granted (Microsoft: consent mode for UET). */
import { onDecision, page, type VendorSignal } from './vendor.js';

const tell = (command: 'default' | 'update', isGranted: boolean): void => {
  const queue = (page()['uetq'] ??= []);
  queue.push('consent', command, { ad_storage: isGranted ? 'granted' : 'denied' });
};

/** Queues the default for `bat.js`, then an update at each decision. */
export const microsoftUet: VendorSignal = (moments, { grants }) => {
  tell('default', false);
  return onDecision(moments, () => tell('update', grants('marketing', 'microsoft-uet')));
};
