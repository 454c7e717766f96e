// What an admin does about what externals have: end it, give it another end, bar it, hand it over. Of one selection or
// of several, each said in numbers before, and proved by one receipt after.

import {h} from 'preact';
import {field} from '../parts/form.js';
import {date, exact} from '../parts/time.js';
import {t} from './words.js';
import {Act, lastOf} from './act.js';
import {count} from './head.js';
import {Find, found} from './find.js';

const UNDO_MAX = 50;
const SUMS = ['grants', 'invitations', 'join_links', 'join_requests', 'people', 'conversations', 'kept'];

/** One by one, so that a long list does not crowd out what others ask. */
async function each(list, act) {
  const answers = [];
  for (const one of list) {
    answers.push(await act(one));
  }
  return answers;
}

const sum = answers => Object.fromEntries(SUMS.map(key => [key, answers.reduce((total, answer) => total + (answer[key] ?? 0), 0)]));

/** chosen: {which: [selection], people: [id], label}. */
export const preview = async (desk, chosen) => {
  const answers = await each(chosen.which, which => desk.ask('external.preview_end', {which}));
  const all = sum(answers);
  const first = answers.flatMap(answer => answer.first ?? []);
  desk.learn(first.map(grant => grant.person));
  return {...all, people: chosen.people?.length ? chosen.people.length : all.people, first, known: first.length === all.grants};
};

const numbers = all => [
  all.invitations > 0 && count('would_invitations', all.invitations),
  all.join_links > 0 && count('would_links', all.join_links),
  all.join_requests > 0 && count('would_requests', all.join_requests),
];

/** What would be lost, in words: in which numbers, and whose. */
const lines = (all, key) => [t(key, {ways: count('ways', all.grants), people: count('people', all.people)}), ...numbers(all),
  ...all.first.slice(0, 5).map(grant => t('would_each', {name: grant.person.name, title: grant.name || t(`private_${grant.kind}`)})),
  all.grants > 5 && t('and_more', {count: all.grants - 5})];

const receiptText = (key, label, receipts) => {
  const last = lastOf(receipts);
  return t(last ? key : `${key}_none`, {label, time: last && exact(last)});
};

const reason = () => field(t('reason'), {name: 'reason', maxLength: 500});
const because = values => values.reason?.trim() && {reason: values.reason.trim()};

export function EndThem({desk, chosen, close, done}) {
  let seen;
  return h(Act, {
    title: t('end_title', {label: chosen.label}), label: t('end_button'), kind: 'danger', close, done, fields: reason(),
    look: async () => {
      seen = await preview(desk, chosen);
      return seen.grants + seen.invitations + seen.join_links + seen.join_requests > 0 ? lines(seen, 'would_end') : [t('would_nothing')];
    },
    run: async values => {
      const answers = await each(chosen.which, which => desk.change('external.end', {which, ...because(values)}));
      const receipts = answers.map(answer => answer.receipt);
      const all = sum(answers);
      return {
        text: receiptText('ended_text', chosen.label, receipts), receipts,
        lines: [t('ended_ways', {ways: count('ways', all.grants), conversations: count('conversations', all.conversations)}), ...ended(all)],
        undo: seen.known && seen.grants > 0 && seen.grants <= UNDO_MAX ? () => undo(desk, seen.first) : undefined,
      };
    },
  });
}

const ended = all => [all.invitations > 0 && count('ended_invitations', all.invitations), all.join_links > 0 && count('ended_links', all.join_links)].filter(Boolean);

/** Lets them back in where they were; where one is not oneself, that is for who is. */
async function undo(desk, grants) {
  let failed;
  const back = await each(grants, grant =>
    desk.client.change('member.undo_remove', {conversation: grant.conversation, person: grant.person.id, open_gap: false}).then(() => 1, error => {
      failed = error;
      return 0;
    }));
  const done = back.filter(Boolean).length;
  if (done === 0 && failed) {
    throw failed;
  }
  return t(done === grants.length ? 'undone_all' : 'undone_some', {done, all: grants.length});
}

export function DateThem({desk, chosen, close, done}) {
  return h(Act, {
    title: t('date_title', {label: chosen.label}), label: t('date_button'), close, done,
    fields: [field(t('new_end'), {name: 'until', type: 'date', min: tomorrow()}), h('p', {class: 'hint'}, t('no_end_hint')), reason()],
    look: async () => {
      const all = await preview(desk, chosen);
      return [t('would_date', {ways: count('ways', all.grants), people: count('people', all.people)}), all.invitations > 0 && count('would_follow', all.invitations)];
    },
    run: async values => {
      const until = values.until ? {until: new Date(`${values.until}T23:59:59`).toISOString()} : {};
      const answers = await each(chosen.which, which => desk.change('external.set_until', {which, ...until, ...because(values)}));
      const all = sum(answers);
      return {
        text: until.until ? t('dated_text', {ways: count('ways', all.grants), time: date(until.until)}) : t('undated_text', {ways: count('ways', all.grants)}),
        lines: kept(desk, answers, all),
      };
    },
  });
}

const kept = (desk, answers, all) => all.kept === 0 ? []
  : [count('kept', all.kept), ...answers.flatMap(answer => answer.first_kept ?? []).slice(0, 5).map(one => t('kept_each', {name: desk.nameOf(one.person) ?? t('somebody'), why: one.why}))];

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

export function SuspendThem({desk, chosen, close, done}) {
  return h(Act, {
    title: t('suspend_title', {label: chosen.label}), label: t('suspend_button'), kind: 'danger', close, done, fields: reason(),
    look: async () => {
      const all = await preview(desk, chosen);
      return [t('would_suspend', {ways: count('ways', all.grants), people: count('people', all.people)}), t('suspend_keeps')];
    },
    run: async values => {
      const receipts = await each(chosen.people, person => desk.change('workspace.suspend', {person, ...because(values)}));
      return {text: receiptText('suspended_text', chosen.label, receipts), receipts, undo: () => resume(desk, chosen)};
    },
  });
}

async function resume(desk, chosen) {
  await each(chosen.people, person => desk.change('workspace.unsuspend', {person}));
  return t('resumed_text', {label: chosen.label});
}

export function ResumeThem({desk, chosen, close, done}) {
  return h(Act, {
    title: t('resume_title', {label: chosen.label}), label: t('resume_button'), close, done,
    look: async () => {
      const all = await preview(desk, chosen);
      return [t('would_resume', {ways: count('ways', all.grants), people: count('people', all.people)})];
    },
    run: async () => ({text: await resume(desk, chosen)}),
  });
}

export function ConfirmThem({desk, chosen, close, done}) {
  return h(Act, {
    title: t('confirm_title', {label: chosen.label}), label: t('confirm_button'), close, done, fields: reason(),
    look: async () => {
      const all = await preview(desk, chosen);
      return [t('would_confirm', {ways: count('ways', all.grants), people: count('people', all.people)})];
    },
    run: async values => {
      const answers = await each(chosen.which, which => desk.change('external.confirm', {which, ...because(values)}));
      const all = sum(answers);
      return {text: t('confirmed_text', {ways: count('ways', all.grants)}), lines: kept(desk, answers, all)};
    },
  });
}

export function HandOver({desk, chosen, close, done}) {
  return h(Act, {
    title: t('hand_title', {label: chosen.label}), label: t('hand_button'), close, done,
    fields: [h(Find, {desk, name: 'to', label: t('successor')}), reason()],
    look: async () => {
      const all = await preview(desk, chosen);
      return [t('would_hand', {ways: count('ways', all.grants), people: count('people', all.people)})];
    },
    run: async values => {
      const answers = await each(chosen.which, which => desk.change('external.hand_over', {which, to: found(values, 'to'), ...because(values)}));
      const all = sum(answers);
      return {text: t('handed_text', {ways: count('ways', all.grants)}), lines: kept(desk, answers, all)};
    },
  });
}
