// Starting a group, a thread or a DM by email in one of my workspaces.

import {clientId} from '../api.js';
import {el, field, form} from '../dom.js';
import {dialog} from './dialog.js';

export function startDialog(shell) {
  const workspaces = shell.store.me.workspaces;
  const kind = el('select', {'aria-label': 'Kind', onchange: adapt},
    el('option', {value: 'thread'}, 'Thread: people and groups around a subject'),
    workspaces.length > 0 && el('option', {value: 'group'}, 'Group: for a team'),
    workspaces.length > 0 && el('option', {value: 'dm'}, 'Direct message to an email address'));
  const where = el('select', {'aria-label': 'Workspace'}, workspaces.map(workspace =>
    el('option', {value: workspace.workspace}, workspace.name)));
  const name = field('Subject or name', {required: true, maxlength: 100, autofocus: true});
  const whereRow = el('label', {class: 'field'}, el('span', {}, 'Workspace'), where);
  const node = dialog('Start a conversation',
    form([el('label', {class: 'field'}, el('span', {}, 'Kind'), kind),
      workspaces.length > 0 && whereRow, name.node].filter(Boolean), 'Start', async () => {
      const made = await shell.live.run(...command());
      node.close();
      shell.store.putView(made.conversation);
      shell.openConversation(made.conversation.conversation);
    }));

  function adapt() {
    const dm = kind.value === 'dm';
    name.input.type = dm ? 'email' : 'text';
    name.node.firstChild.textContent = dm ? 'Email address' : 'Subject or name';
  }

  function command() {
    const client_id = clientId();
    const text = name.input.value.trim();
    const workspace = where.value || undefined;
    switch (kind.value) {
      case 'group':
        return ['group.create', {client_id, workspace, name: text, visibility: 'private', people: []}];
      case 'dm':
        return ['dm.open', {client_id, workspace, people: [], email: text}];
      default:
        return ['thread.create', {client_id, ...(workspace && {workspace}), subject: text, people: [], groups: []}];
    }
  }
}
