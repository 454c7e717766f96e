package io.drawbridge.load.history;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.ServerSettings;
import io.drawbridge.load.driver.Workspace;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with a workspace, where crowds come together. Thread-safe. */
final class Stage implements AutoCloseable {
  private final MailSink mails;
  private final ServerProcess server;
  private final HttpDoor door;
  private final Workspace workspace;
  private final AtomicInteger crowds = new AtomicInteger();

  private Stage(MailSink mails, ServerProcess server) throws InterruptedException {
    this.mails = mails;
    this.server = server;
    this.door = new HttpDoor(server.uri());
    this.workspace = Workspace.make(server, door, mails);
  }

  static Stage open() throws IOException, InterruptedException {
    MailSink mails = MailSink.start();
    return new Stage(mails, ServerProcess.start(ServerSettings.unlimited(mails)));
  }

  /** People who were never here. */
  Crowd crowd(Tap tap) throws InterruptedException {
    return new Crowd(server.uri(), door, mails, workspace, crowds.getAndIncrement(), tap);
  }

  @Override
  public void close() {
    door.close();
    server.close();
    mails.close();
  }
}
