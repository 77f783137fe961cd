package bluehub.gateway;

import bluehub.gateway.settings.OperatorFault;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator what keeps the gateway from starting, and what to do, without a stack. */
final class OperatorFaultAnalyzer extends AbstractFailureAnalyzer<OperatorFault> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, OperatorFault cause) {
    return new FailureAnalysis(cause.found(), cause.action(), rootFailure);
  }
}
