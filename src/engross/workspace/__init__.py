"""The firm's workspace: its register, and the specs of crews, agents, tasks and templates."""

from engross.workspace.loading import LoadedWorkspace, check_workspace, load_workspace

__all__ = ["LoadedWorkspace", "check_workspace", "load_workspace"]
