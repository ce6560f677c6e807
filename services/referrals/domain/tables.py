"""The metadata of the referrals service with every table in it, whatever else has been imported."""

from services.referrals.domain import customer, job, referral, referral_code, review, reward, workspace
from services.referrals.domain.base import Base

MAPPED = (
    customer.AcceptedEstimate,
    customer.Customer,
    customer.PaidInvoice,
    job.CompletedJob,
    job.RevokedLink,
    referral.Referral,
    referral.ReferralVisit,
    referral_code.ReferralCode,
    review.Review,
    reward.Programme,
    reward.Reward,
    workspace.Workspace,
)

metadata = Base.metadata
