package odia.container;

import com.github.dockerjava.api.exception.NotFoundException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a class, loudly, where no Docker engine answers, or where our own image was not built.
 * Where {@code ODIA_NEEDS_DOCKER} is set, as in CI, nothing is skipped: the tests then fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

  /** Whether the tests run our own image. */
  boolean ourImage() default false;

  /** Decides it. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean ourImage =
          AnnotationSupport.findAnnotation(context.getElement(), NeedsDocker.class)
              .map(NeedsDocker::ourImage)
              .orElse(false);
      String missing = missing(ourImage);
      if (missing == null || System.getenv("ODIA_NEEDS_DOCKER") != null) {
        return ConditionEvaluationResult.enabled("nothing is missing");
      }
      System.err.printf("NO CONTAINERS: %s; %s is SKIPPED%n", missing, context.getDisplayName());
      return ConditionEvaluationResult.disabled(missing);
    }

    private static String missing(boolean ourImage) {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return "no Docker engine answers; start one, or see src/test/docker/engine.sh";
      }
      return ourImage && !isThere(Images.ours().asCanonicalNameString())
          ? "there is no image "
              + Images.ours()
              + "; make it with docker compose build, or src/test/docker/build-images.sh"
          : null;
    }

    private static boolean isThere(String image) {
      try {
        DockerClientFactory.instance().client().inspectImageCmd(image).exec();
        return true;
      } catch (NotFoundException e) {
        return false;
      }
    }
  }
}
