package odia.command;

import java.util.List;
import java.util.concurrent.Callable;
import odia.ops.HangingTransactions;
import odia.ops.HangingTransactions.Hanging;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds what holds up everybody who reads committed records, and ends it. */
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    description = {
      "Finds transactions that a partition holds open and nobody will ever end.",
      "Exit status 1 if there are any and they were not aborted."
    })
public final class TransactionsCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka;

  @Option(names = "--abort", description = "End them; what they were made from is processed again.")
  private boolean abort;

  @Override
  public Integer call() {
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "mender"));
    try (Admin admin = Admin.create(settings.client())) {
      HangingTransactions transactions = new HangingTransactions(admin);
      List<Hanging> found = abort ? transactions.abort() : transactions.find();
      found.forEach(this::tell);
      if (found.isEmpty()) {
        System.out.println("No transaction hangs.");
      } else if (!abort) {
        System.out.println("They end with: odia transactions --abort");
      }
      return found.isEmpty() || abort ? 0 : 1;
    }
  }

  private void tell(Hanging one) {
    System.out.printf(
        "%s: open since offset %d, producer %d%s%n",
        one.partition(), one.startOffset(), one.producerId(), abort ? ", aborted" : "");
  }
}
