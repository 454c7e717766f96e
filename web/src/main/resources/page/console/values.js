// The values of policies: in which order they stand, how they are said, and how they are written.

import {h} from 'preact';
import {field} from '../parts/form.js';
import {t} from './words.js';
import {Find} from './find.js';
import {number} from './head.js';

export const GROUPS = [
  ['in', ['externals_enabled', 'external_invite', 'external_inviters', 'external_approval', 'external_join', 'require_acceptance', 'external_without_email',
    'external_may_suggest', 'external_mail_domains', 'external_mail_domains_refused', 'external_mail_domains_approved', 'confirm_first_external',
    'bulk_invite_min_role', 'guest_invite', 'member_invite']],
  ['stay', ['external_days_default', 'external_days_max', 'orphan_grace_days', 'confirm_days']],
  ['see', ['external_history_on_add', 'member_history_on_add', 'external_profile_view', 'externals_see_externals', 'edit_history']],
  ['do', ['external_upload', 'external_dm', 'dm_survives_scope', 'external_start_thread', 'external_mentions', 'slash_externals', 'forward_to_externals',
    'link_previews_external']],
  ['told', ['audience_guard', 'badge_in_messages', 'badge_in_inbox', 'mail_include_text', 'push_include_text', 'webhooks_hide_externals', 'group_mentions',
    'link_previews']],
  ['many', ['quota_external_max', 'quota_external_soft', 'quota_single_max', 'quota_single_soft', 'quota_single_per_member', 'quota_multi_max', 'quota_multi_soft']],
  ['kept', ['retention_days', 'retention_files_days', 'audit_keep_days', 'report_keep_days', 'export_includes_private']],
];

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What sort of value a policy has. */
export function sortOf(policy, order) {
  if (policy === 'external_inviters') {
    return 'people';
  }
  if (policy.startsWith('external_mail_domains')) {
    return 'domains';
  }
  if (policy.endsWith('history_on_add')) {
    return 'window';
  }
  return order.includes('true') ? 'switch' : order.length > 0 ? 'choice' : policy.startsWith('quota') ? 'number' : 'days';
}

/** A value in words. */
export function shown(desk, policy, value) {
  if (value === undefined || value === null) {
    return t(policy === 'external_mail_domains' ? 'all_domains' : sortOf(policy, []) === 'domains' || policy === 'external_inviters' ? 'none' : 'not_limited');
  }
  if (typeof value === 'boolean') {
    return t(value ? 'yes' : 'no');
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? t('none') : value.slice(0, 3).map(each => policy === 'external_inviters' ? desk.nameOf(each) ?? t('somebody') : each).join(', ')
      + (value.length > 3 ? ` +${value.length - 3}` : '');
  }
  if (typeof value === 'object') {
    return value.type === 'last_days' ? t('value_last_days', {days: value.days}) : t(`value_${value.type}`);
  }
  return typeof value === 'number' ? policy.startsWith('quota') ? number(value) : t(value === 1 ? 'day_one' : 'day_many', {count: number(value)}) : t(`value_${value}`);
}

/** The field in which a value is written. */
export function Written({desk, policy, value, order}) {
  const label = t('new_value');
  switch (sortOf(policy, order)) {
    case 'switch':
      return select(label, String(value), order.map(each => [each, t(each === 'true' ? 'yes' : 'no')]));
    case 'choice':
      return select(label, value, order.map(each => [each, t(`value_${each}`)]));
    case 'window':
      return [select(label, value?.type, order.map(each => [each, t(`value_${each}`, {days: '…'})])),
        field(t('days'), {name: 'days', type: 'number', min: 1, max: 3650, defaultValue: value?.days ?? 7})];
    case 'domains':
      return field(t('domains_hint'), {name: 'value', rows: 4, defaultValue: (value ?? []).join('\n'), dir: 'ltr'});
    case 'people':
      return h(Find, {desk, name: 'value', label: t('inviter_hint')});
    default:
      return field(t('number_hint'), {name: 'value', type: 'number', min: 0, defaultValue: value ?? ''});
  }
}

const select = (label, value, options) => h('label', {class: 'field'}, h('span', {class: 'label'}, label),
  h('select', {class: 'input', name: 'value', defaultValue: value}, options.map(([each, said]) => h('option', {key: each, value: each, selected: each === value}, said))));

/** What stands in the field, as the server takes it; undefined takes a value back. */
export function read(policy, order, values) {
  switch (sortOf(policy, order)) {
    case 'switch':
      return values.value === 'true';
    case 'window':
      return values.value === 'last_days' ? {type: 'last_days', days: Number(values.days)} : {type: values.value};
    case 'domains':
      return values.value.split(/[\s,;]+/).filter(Boolean).map(each => each.replace(/^@/, '').toLowerCase());
    case 'choice':
      return values.value;
    default:
      return values.value === '' ? undefined : Number(values.value);
  }
}
