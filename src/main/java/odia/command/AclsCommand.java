package odia.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import odia.admission.Grant;
import odia.admission.Names;
import odia.admission.RightsAdmin;
import odia.admission.Role;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the rights that each role needs, and brings a cluster's ACLs to them. */
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(show | check | apply)",
    description =
        "Shows what each role may do at the least, tells where a cluster's ACLs differ from it, or sets them.",
    footer = {
      "",
      "Examples:",
      "  odia acls show classifier",
      "  odia acls apply --user classifier=User:odia-c --user dashboard=User:odia-d --user annotator=User:odia-d"
    })
public final class AclsCommand {

  /** What check and apply take. */
  static final class UserOptions {
    @Mixin private KafkaOptions kafka;

    @Option(
        names = "--user",
        paramLabel = "ROLE=User:NAME",
        required = true,
        description = "Who has which role; several for several, and for one user with several.")
    private List<String> users = new ArrayList<>();

    private Settings settings() {
      return kafka.settings();
    }

    /** The roles of each user. */
    private Map<String, List<Role>> roles(Names names) {
      Map<String, List<Role>> roles = new TreeMap<>();
      for (String pair : users) {
        int equals = pair.indexOf('=');
        if (equals < 1 || !pair.substring(equals + 1).matches("[A-Za-z]+:.+")) {
          throw new WrongUsage("--user must be ROLE=User:NAME: " + pair);
        }
        roles
            .computeIfAbsent(pair.substring(equals + 1), user -> new ArrayList<>())
            .add(Role.named(pair.substring(0, equals), names));
      }
      return roles;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Says what roles may do; asks no cluster.")
  int show(
      @Parameters(arity = "0..*", paramLabel = "ROLE", description = "Which (default: all).")
          List<String> wanted) {
    Names names = names(Settings.from(System.getenv()));
    List<Role> roles =
        wanted == null
            ? List.copyOf(Role.all(names).values())
            : wanted.stream().map(name -> Role.named(name, names)).toList();
    for (Role role : roles) {
      System.out.printf("%s: %s%n", role.name(), role.does());
      role.grants()
          .forEach(g -> System.out.printf("  %-45s %s%n", g.resource(), Grant.words(g.may())));
    }
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Tells every difference; exit status 1 if a right is missing.")
  int check(@Mixin UserOptions options) {
    return change(options, false, false);
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Grants what is missing. Takes nothing away unless --remove is given.")
  int apply(
      @Mixin UserOptions options,
      @Option(
              names = "--remove",
              description = "Also take away what these users have beyond their roles.")
          boolean remove) {
    return change(options, true, remove);
  }

  private static int change(UserOptions options, boolean grant, boolean remove) {
    Settings settings = options.settings();
    Map<String, List<Role>> users = options.roles(names(settings));
    KafkaOptions.await(settings.client(), List.of());
    boolean lacking = false;
    try (Admin admin = Admin.create(settings.client())) {
      RightsAdmin rights = new RightsAdmin(admin);
      for (Map.Entry<String, List<Role>> user : users.entrySet()) {
        RightsAdmin.Difference found = rights.difference(user.getKey(), user.getValue());
        lacking |= !grant && !found.missing().isEmpty();
        if (grant) {
          rights.grant(found.missing());
        }
        if (remove) {
          rights.remove(found.more());
        }
        say(user.getKey(), grant ? "granted" : "lacks", found.missing());
        say(user.getKey(), remove ? "no longer has" : "has beyond its roles", found.more());
        if (found.missing().isEmpty() && found.more().isEmpty()) {
          System.out.println(user.getKey() + " has exactly the rights of its roles.");
        }
      }
    }
    return lacking ? 1 : 0;
  }

  private static void say(String user, String verb, List<AclBinding> rights) {
    rights.forEach(right -> System.out.printf("%s %s: %s%n", user, verb, RightsAdmin.words(right)));
  }

  /** The names that rights depend on. */
  static Names names(Settings settings) {
    return new Names(settings.applicationId(), settings.learner().group());
  }
}
