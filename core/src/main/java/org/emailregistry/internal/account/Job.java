package org.emailregistry.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.RegistryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step for each account of a page. If an account changes concurrently, the step runs again with the account as it
 * is then, so that no account is passed over unnamed.
 */
record Job(AccountReader reader, Step step) {
    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    /** What a job does with one account. */
    interface Step {
        /**
         * Handles one account.
         *
         * @throws CipherException if its credentials cannot be opened
         */
        Result apply(Located account);
    }

    /** The result of a step. */
    enum Result {
        DONE,
        NOT_NEEDED,
        CHANGED_CONCURRENTLY
    }

    JobPage run(AccountReader.Listed page) {
        List<AccountId> done = new ArrayList<>();
        List<JobPage.Left> left = new ArrayList<>();
        for (Located account : page.accounts()) {
            AccountId id = account.row().id();
            try {
                switch (run(account)) {
                    case DONE -> done.add(id);
                    case NOT_NEEDED -> {}
                    case CHANGED_CONCURRENTLY -> left.add(new JobPage.Left(id, JobPage.Reason.CHANGED_CONCURRENTLY));
                }
            } catch (CipherException e) {
                LOG.warn("Left account {} unchanged because its credentials cannot be opened: {}", id, e.getMessage());
                left.add(new JobPage.Left(id, JobPage.Reason.CREDENTIALS_UNREADABLE));
            }
        }
        return new JobPage(done, left, page.next());
    }

    private Result run(Located account) {
        Result result = step.apply(account);
        for (int i = 1; i < RegistryStore.JOB_ATTEMPTS && result == Result.CHANGED_CONCURRENTLY; i++) {
            Optional<Located> now = reader.find(account.row().id());
            if (now.isEmpty()) {
                return Result.NOT_NEEDED;
            }
            result = step.apply(now.get());
        }
        return result;
    }
}
