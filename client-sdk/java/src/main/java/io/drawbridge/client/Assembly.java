package io.drawbridge.client;

import io.drawbridge.client.resume.CursorStore;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** Puts the parts of one client together. */
record Assembly(
    Settings settings,
    Timers timers,
    Executor threads,
    Transport transport,
    SignIn signIn,
    FrameListener frames,
    CursorStore cursors,
    LocalStore store) {

  ChatClient client() {
    SerialExecutor mailbox = new SerialExecutor(threads);
    AtomicReference<Runnable> relieved = new AtomicReference<>(() -> {});
    Dispatcher dispatcher =
        new Dispatcher(
            threads,
            settings.eventsBufferedMax() / 2,
            () -> mailbox.execute(() -> relieved.get().run()));
    ProgressKeeper progress = new ProgressKeeper(cursors, timers, threads);
    Arrivals arrivals = new Arrivals(store, dispatcher, progress, timers);
    arrivals.restore();
    Engine engine =
        new Engine(
            settings, timers, threads, mailbox, transport, signIn, frames, dispatcher, arrivals);
    relieved.set(engine::relieved);
    return new ChatClient(
        engine, dispatcher, mailbox, signIn, progress, settings.callTimeout(), new ClientIds());
  }
}
